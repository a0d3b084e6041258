package dev.whereabouts.ssa.elf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whereabouts.ssa.analysis.CompilerLists;
import dev.whereabouts.ssa.analysis.LocationLists;
import dev.whereabouts.ssa.corpus.CorpusRecord;
import dev.whereabouts.ssa.corpus.GroundTruth;
import dev.whereabouts.ssa.dwarf.LocationText;
import dev.whereabouts.ssa.problem.Limits;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What readelf, llvm-dwarfdump and gdb read in our objects are the ranges and locations that we print. Every file of the corpus is one
 * object.
 */
class ElfCrossCheckTest {

    /** An operation as readelf, llvm-dwarfdump or gdb prints it; the text between does not matter. */
    private static final Pattern OPERATION = Pattern.compile("DW_OP_reg\\d+ \\(?(?<register>\\w+)"
            + "|DW_OP_regx:? (?:\\d+ \\()?(?<registerx>\\w+)|a variable in \\$(?<variable>\\w+)"
            + "|DW_OP_fbreg:? (?<offset>[+-]?\\d+)|(?<cfa>DW_OP_call_frame_cfa)"
            + "|DW_OP_piece(?:: | 0x)(?<piece>\\w+)|\\[(?<pieceof>\\d+)-byte piece\\]|empty (?<empty>\\d+)-byte piece");

    private static final Pattern READELF_ROW = Pattern
            .compile(" +[0-9a-f]{8} (?<begin>[0-9a-f]{16}) (?:(?<base>[0-9a-f]{16} )?\\(base address\\)"
                    + "|(?<end>[0-9a-f]{16}) \\((?<expression>.*)\\)(?: \\(start =.*)?)");

    private static final Pattern LLVM_ROW = Pattern
            .compile(".*DW_AT_name\\t\\(\"(?<name>.*)\"\\)|.*DW_AT_low_pc\\t\\(0x(?<start>[0-9a-f]+)\\)"
                    + "| +\\[0x(?<begin>[0-9a-f]+), 0x(?<end>[0-9a-f]+)\\): (?<expression>.*)");

    private static final Pattern GDB_ROW = Pattern
            .compile("Scope for \\*0x(?<start>[0-9a-f]+):|Symbol (?<name>.*) is multi-location:"
                    + "|Range 0x(?<begin>[0-9a-f]+)-0x(?<end>[0-9a-f]+): (?<expression>(?s:.*?))(?=\\n  Range |\\n, length )");

    /** Read once for all tests. */
    private static final Map<Path, List<LocationLists>> LISTS = new ConcurrentHashMap<>();

    @TempDir
    private Path folder;

    /** For the address of each function, its lists as text, sorted. */
    private final Map<Long, List<String>> ours = new TreeMap<>();

    static Stream<Arguments> objects() throws IOException {
        return GroundTruth.files("corpus/loclists", ".ndjson.gz").stream()
                .flatMap(file -> Stream.of(Arguments.of(file, 4), Arguments.of(file, 5)));
    }

    @ParameterizedTest
    @MethodSource("objects")
    void readelfReadsTheSameLists(Path file, int version) throws Exception {
        Tool readelf = Tool.find("readelf");
        Path object = write(file, version, false);
        Map<Long, List<String>> theirs = new TreeMap<>();
        StringBuilder list = new StringBuilder();
        long base = 0;
        for (String line : readelf.run("--wide", "--debug-dump=loc", object.toString()).lines().toList()) {
            Matcher row = READELF_ROW.matcher(line);
            if (line.contains("<End of list>")) {
                theirs.computeIfAbsent(base, start -> new ArrayList<>()).add(list.toString());
                list.setLength(0);
            } else if (row.matches() && row.group("expression") == null) {
                base = Long.parseLong(row.group(row.group("base") == null ? "begin" : "base").strip(), 16);
            } else if (row.matches()) {
                list.append(range(row, base));
            }
        }
        compare(theirs);
    }

    @ParameterizedTest
    @MethodSource("objects")
    void llvmReadsTheSameLists(Path file, int version) throws Exception {
        Tool llvm = Tool.find("llvm-dwarfdump");
        Path object = write(file, version, true);
        assertThat(llvm.run("--verify", object.toString())).endsWith("No errors.\n").doesNotContain("warning",
                "error:");
        Map<Long, List<String>> theirs = new TreeMap<>();
        String name = "";
        StringBuilder ranges = new StringBuilder();
        long start = 0;
        for (String line : (llvm.run("--debug-info", object.toString()) + "DW_AT_name\t(\"\")").lines().toList()) {
            Matcher row = LLVM_ROW.matcher(line);
            if (!row.matches()) {
                continue;
            }
            if (row.group("begin") != null) {
                ranges.append(range(row, start));
            } else if (row.group("start") != null) {
                start = Long.parseLong(row.group("start"), 16);
            } else {
                if (!ranges.isEmpty()) {
                    theirs.computeIfAbsent(start, s -> new ArrayList<>()).add(name + " " + ranges);
                }
                ranges.setLength(0);
                name = unescape(row.group("name"));
            }
        }
        compare(theirs);
    }

    /** llvm-dwarfdump prints bytes beyond ASCII in octal. */
    private static String unescape(String text) {
        byte[] bytes = new byte[text.length()];
        int length = 0;
        for (int at = 0; at < text.length(); at++) {
            boolean isEscape = text.startsWith("\\", at);
            bytes[length++] = (byte) (isEscape ? Integer.parseInt(text, at + 1, at + 4, 8) : text.charAt(at));
            at += isEscape ? 3 : 0;
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @MethodSource("objects")
    void gdbReadsTheSameLists(Path file, int version) throws Exception {
        Tool gdb = Tool.find("gdb");
        Path object = write(file, version, true);
        Path commands = folder.resolve("commands");
        Files.write(commands, ours.keySet().stream().map(start -> "info scope *0x" + Long.toHexString(start)).toList());
        String output = gdb.run("-nx", "-batch", "-x", commands.toString(), object.toString());
        Map<Long, List<String>> theirs = new TreeMap<>();
        long start = 0;
        for (MatchResult row : GDB_ROW.matcher(output).results().toList()) {
            List<String> lists = theirs.computeIfAbsent(start, s -> new ArrayList<>());
            if (row.group("start") != null) {
                start = Long.parseLong(row.group("start"), 16);
            } else if (row.group("name") != null) {
                lists.add(row.group("name") + " ");
            } else {
                lists.add(lists.removeLast() + range(row, start));
            }
        }
        compare(theirs);
    }

    private void compare(Map<Long, List<String>> theirs) {
        theirs.values().forEach(lists -> lists.sort(null));
        theirs.values().removeIf(List::isEmpty);
        ours.values().removeIf(List::isEmpty);
        assertThat(ours).hasSizeGreaterThan(100);
        assertThat(theirs).hasSameSizeAs(ours);
        ours.forEach((start, lists) -> assertThat(theirs.get(start)).as("function at 0x%x", start).isEqualTo(lists));
    }

    /** A range with its location in our notation, relative to the function. */
    private static String range(MatchResult row, long start) {
        return range(Long.parseLong(row.group("begin"), 16) - start, Long.parseLong(row.group("end"), 16) - start,
                location(row.group("expression")));
    }

    private static String range(long begin, long end, String location) {
        return "[" + begin + "," + end + ") " + location + "; ";
    }

    private static String location(String expression) {
        StringBuilder text = new StringBuilder();
        String holder = "_";
        int pieces = 0;
        for (MatchResult operation : OPERATION.matcher(expression).results().toList()) {
            String register = first(operation, "register", "registerx", "variable");
            String piece = first(operation, "piece", "pieceof", "empty");
            if (register != null) {
                holder = register.toUpperCase(java.util.Locale.ROOT);
            } else if (operation.group("cfa") != null) {
                holder = "CFA+0";
            } else if (operation.group("offset") != null) {
                holder = "CFA" + "%+d".formatted(Long.parseLong(operation.group("offset")));
            } else {
                int size = Integer.parseInt(piece,
                        operation.group("piece") != null && expression.contains("0x") ? 16 : 10);
                text.append(pieces++ == 0 ? "{" : ", ").append(holder).append(':').append(size);
                holder = "_";
            }
        }
        return pieces > 0 ? text + "}" : holder;
    }

    private static String first(MatchResult match, String... groups) {
        return Stream.of(groups).map(match::group).filter(java.util.Objects::nonNull).findFirst().orElse(null);
    }

    /** Writes all functions of a file to one object, and notes what has to be read there. */
    private Path write(Path file, int version, boolean withNames) throws IOException {
        ElfObjectWriter writer = new ElfObjectWriter(version, Limits.DEFAULT);
        long start = 0;
        for (LocationLists lists : LISTS.computeIfAbsent(file, ElfCrossCheckTest::read)) {
            writer.add(lists);
            ours.put(start, IntStream.range(0, lists.lists())
                    .filter(list -> lists.firstEntry(list) < lists.firstEntry(list + 1))
                    .mapToObj(list -> text(lists, list, version, withNames)).sorted().toList());
            start = start + lists.function().codeSize() + 31 & -32;
        }
        Path object = folder.resolve("lists.o");
        try (OutputStream out = Files.newOutputStream(object)) {
            writer.writeTo(out);
        }
        return object;
    }

    private static List<LocationLists> read(Path file) {
        try (Stream<CorpusRecord> records = CorpusRecord.stream(file)) {
            return records.map(CompilerLists::of).toList();
        }
    }

    private static String text(LocationLists lists, int list, int version, boolean withNames) {
        StringBuilder text = new StringBuilder();
        if (withNames) {
            text.append(lists.function().variables().get(lists.variable(list)).name()).append(' ');
        }
        for (int entry = lists.firstEntry(list); entry < lists.firstEntry(list + 1); entry++) {
            boolean isWidened = version == 4 && lists.beginPc(entry) == 0 && lists.endPc(entry) == 0;
            text.append(range(lists.beginPc(entry), isWidened ? 1 : lists.endPc(entry),
                    LocationText.of(lists.expression(entry))));
        }
        return text.toString();
    }
}

package dev.whereabouts.ssa.gossafunc.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whereabouts.amd64.register.GoVersion;
import dev.whereabouts.ssa.analysis.AnalysisOptions;
import dev.whereabouts.ssa.analysis.LocationListAnalysis;
import dev.whereabouts.ssa.analysis.LocationLists;
import dev.whereabouts.ssa.corpus.GroundTruth;
import dev.whereabouts.ssa.dwarf.ByteWriter;
import dev.whereabouts.ssa.dwarf.IntermediateForm;
import dev.whereabouts.ssa.dwarf.ListForm;
import dev.whereabouts.ssa.model.Function;
import dev.whereabouts.ssa.problem.InputException;
import dev.whereabouts.ssa.problem.Limits;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A damaged dump gives the lists of the whole one, or is refused; it never gives other lists, nor another exception. */
class DamagedDumpTest {

    private static final int CUTS = 50;
    private static final int SMALL = 60_000;
    private static final int MOST = 4;
    private static final long SEED = 1;

    private static final List<String> dumps = new ArrayList<>();

    @BeforeAll
    static void readSmallDumps() throws IOException {
        for (Path path : GroundTruth.files("corpus/gossafunc", ".ssa.txt.gz")) {
            try (var in = new GZIPInputStream(Files.newInputStream(path))) {
                String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                if (text.length() < SMALL && dumps.size() < MOST) {
                    dumps.add(text);
                }
            }
        }
        assertThat(dumps).hasSize(MOST);
    }

    @Test
    void dumpThatBreaksOff() throws IOException {
        for (String dump : dumps) {
            for (int i = 1; i < CUTS; i++) {
                check(dump, dump.substring(0, (int) ((long) dump.length() * i / CUTS)));
            }
        }
    }

    @Test
    void characterIsLost() throws IOException {
        Random random = new Random(SEED);
        for (String dump : dumps) {
            StringBuilder text = new StringBuilder(dump);
            for (int i = 0; i < 20; i++) {
                text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(256));
            }
            check(dump, text.toString());
        }
    }

    @Test
    void lineIsDoubled() throws IOException {
        Random random = new Random(SEED);
        for (String dump : dumps) {
            List<String> lines = new ArrayList<>(dump.lines().toList());
            int line = random.nextInt(lines.size());
            lines.add(line, lines.get(line));
            check(dump, String.join("\n", lines));
        }
    }

    @Test
    void lineOfNamesIsLost() throws IOException {
        for (String dump : dumps) {
            List<String> lines = dump.lines().toList();
            int last = lines.stream().filter(line -> line.startsWith("name ")).toList().isEmpty()
                    ? -1
                    : lines.lastIndexOf(lines.stream().filter(line -> line.startsWith("name ")).toList().getLast());
            if (last >= 0) {
                List<String> left = new ArrayList<>(lines);
                left.remove(last);
                assertThat(answers(String.join("\n", left))).hasSize(1).first().asString().startsWith("refused");
            }
        }
    }

    @Test
    void otherLineEndsAndOtherPackages() throws IOException {
        String other = """
            # other/pkg
            other/pkg.F STEXT size=1 args=0x0 locals=0x0
            \t0x0000 00000 (x.go:1)\tTEXT\tother/pkg.F(SB), ABIInternal, $0-0
            \t0x0000 c3                                               .
            ./x.go:3:4: declared and not used: x
            """;
        for (String dump : dumps) {
            List<String> wanted = answers(dump);
            assertThat(answers(dump.replace("\n", "\r\n"))).isEqualTo(wanted);
            assertThat(answers(other + dump + other)).isEqualTo(wanted);
        }
    }

    @Test
    void streamOfAnyLengthIsReadFunctionByFunction() throws IOException {
        String dump = dumps.getFirst();
        int copies = 200;
        Reader endless = new Reader() {
            private int copy;
            private int at;

            @Override
            public int read(char[] into, int from, int length) {
                if (at == dump.length()) {
                    at = 0;
                    copy++;
                }
                if (copy == copies) {
                    return -1;
                }
                int count = Math.min(length, dump.length() - at);
                dump.getChars(at, at + count, into, from);
                at += count;
                return count;
            }

            @Override
            public void close() {
                // nothing is open
            }
        };
        // far less is held at once than the stream is long
        Limits limits = limits(dump.length() * 4L);
        DumpReader reader = new DumpReader(endless, DumpOptions.DEFAULT, limits);
        int functions = 0;
        for (DumpResult result = reader.next(); result != null; result = reader.next()) {
            assertThat(result).isInstanceOf(DumpResult.Read.class);
            functions++;
        }
        assertThat(functions).isEqualTo(copies);
    }

    private static Limits limits(long heldBytes) {
        Limits l = Limits.DEFAULT;
        return new Limits(l.functions(), l.functionBytes(), l.values(), l.blocks(), l.variables(), l.slots(),
                l.nameReferences(), l.arguments(), l.jsonDepth(), l.textLength(), l.work(), l.stateNodes(), l.entries(),
                heldBytes, l.codeBytes());
    }

    private static void check(String dump, String damaged) throws IOException {
        String wanted = answers(dump).getFirst();
        for (String answer : answers(damaged)) {
            assertThat(answer).satisfiesAnyOf(each -> assertThat(each).isEqualTo(wanted),
                    each -> assertThat(each).startsWith("refused"), each -> assertThat(each).startsWith("undecided"),
                    each -> assertThat(wanted).as("without PCs").startsWith(each));
        }
    }

    /** For each function its lists, or that it was refused. */
    private static List<String> answers(String text) throws IOException {
        List<String> answers = new ArrayList<>();
        try {
            DumpReader reader = new DumpReader(new StringReader(text), DumpOptions.DEFAULT, Limits.DEFAULT);
            for (DumpResult result = reader.next(); result != null; result = reader.next()) {
                answers.add(switch (result) {
                    case DumpResult.Read read -> read.undecided().isEmpty() ? lists(read.function()) : "undecided";
                    case DumpResult.Failed failed -> {
                        assertThat(failed.faults()).isNotEmpty();
                        yield "refused";
                    }
                });
            }
        } catch (InputException refused) {
            assertThat(refused.faults()).isNotEmpty();
            answers.add("refused");
        }
        return answers;
    }

    private static String lists(Function function) {
        LocationLists lists = new LocationListAnalysis(Limits.DEFAULT).analyze(function,
                AnalysisOptions.of(GoVersion.NEWEST));
        StringBuilder intermediate = new StringBuilder();
        ByteWriter dwarf = new ByteWriter();
        for (int list = 0; list < lists.lists(); list++) {
            ByteWriter out = new ByteWriter();
            IntermediateForm.encode(lists, list, out);
            intermediate.append(function.variables().get(lists.variable(list)).name()).append(' ')
                    .append(HexFormat.of().formatHex(out.toByteArray())).append('\n');
            if (function.hasPcs()) {
                new ListForm.Loclists(0).encode(lists, list, dwarf);
            }
        }
        return intermediate + HexFormat.of().formatHex(dwarf.toByteArray());
    }
}

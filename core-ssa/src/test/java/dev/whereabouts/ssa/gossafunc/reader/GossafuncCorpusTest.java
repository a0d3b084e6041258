package dev.whereabouts.ssa.gossafunc.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whereabouts.ssa.analysis.AnalysisOptions;
import dev.whereabouts.ssa.analysis.LocationListAnalysis;
import dev.whereabouts.ssa.analysis.LocationLists;
import dev.whereabouts.ssa.corpus.CorpusRecord;
import dev.whereabouts.ssa.corpus.GroundTruth;
import dev.whereabouts.ssa.dwarf.ByteWriter;
import dev.whereabouts.ssa.dwarf.IntermediateForm;
import dev.whereabouts.ssa.dwarf.ListForm;
import dev.whereabouts.ssa.model.Function;
import dev.whereabouts.ssa.model.Parameter;
import dev.whereabouts.ssa.model.Slot;
import dev.whereabouts.ssa.problem.Limits;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The functions of the corpus's dumps against the compiler's own records of them, and their lists against the compiler's own lists. */
class GossafuncCorpusTest {

    private static final String DUMP = ".ssa.txt.gz";

    @TestFactory
    Stream<DynamicTest> everyDumpGivesTheCompilersLists() throws IOException {
        List<Path> dumps = GroundTruth.files("corpus/gossafunc", DUMP);
        assertThat(dumps).hasSize(72);
        return dumps.stream().map(dump -> DynamicTest.dynamicTest(dump.getFileName().toString(), () -> check(dump)));
    }

    private static void check(Path dump) throws IOException {
        CorpusRecord expected = record(Path.of(dump.toString().replace(DUMP, ".expected.json.gz")));
        Function function = function(dump);
        assertThat(describe(function)).isEqualTo(describe(expected.function()));
        assertThat(function.code()).isEqualTo(expected.function().code());

        LocationLists lists = new LocationListAnalysis(Limits.DEFAULT).analyze(function,
                AnalysisOptions.of(expected.go()));
        List<String> actual = new ArrayList<>();
        List<String> wanted = new ArrayList<>();
        for (int list = 0; list < lists.lists(); list++) {
            ByteWriter intermediate = new ByteWriter();
            IntermediateForm.encode(lists, list, intermediate);
            ByteWriter dwarf = new ByteWriter();
            assertThat(new ListForm.Loclists(0).encode(lists, list, dwarf)).isTrue();
            boolean emitted = list >= expected.lists().size() || expected.lists().get(list).dwarf() != null;
            actual.add(function.variables().get(lists.variable(list)).name() + " " + hex(intermediate) + " "
                    + (emitted ? hex(dwarf) : "null"));
        }
        for (CorpusRecord.ExpectedList list : expected.lists()) {
            wanted.add(expected.function().variables().get(list.variable()).name() + " " + list.intermediate() + " "
                    + list.dwarf());
        }
        assertThat(actual).isEqualTo(wanted);
    }

    private static Function function(Path dump) throws IOException {
        try (Reader text = new InputStreamReader(new GZIPInputStream(Files.newInputStream(dump)),
                StandardCharsets.UTF_8)) {
            DumpReader reader = new DumpReader(text, DumpOptions.DEFAULT, Limits.DEFAULT);
            DumpResult result = reader.next();
            assertThat(result).isInstanceOf(DumpResult.Read.class);
            assertThat(reader.next()).isNull();
            DumpResult.Read read = (DumpResult.Read) result;
            assertThat(read.undecided()).isEmpty();
            return read.function();
        }
    }

    private static CorpusRecord record(Path file) throws IOException {
        try (var in = new GZIPInputStream(Files.newInputStream(file))) {
            return CorpusRecord.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static String hex(ByteWriter bytes) {
        return HexFormat.of().formatHex(Arrays.copyOf(bytes.array(), bytes.size()));
    }

    /** Everything that determines the lists; variables by name, since their numbers do not matter. */
    private static List<String> describe(Function f) {
        List<String> lines = new ArrayList<>();
        lines.add(
                f.name() + " entry " + f.blockId(f.entry()) + " size " + f.codeSize() + " optimized " + f.optimized());
        for (Parameter parameter : f.parameters()) {
            lines.add(
                    "param " + variable(f, parameter.variable()) + " "
                            + f.variables().get(parameter.variable()).isParameter()
                            + parameter.pieces().stream().map(
                                    p -> " " + p.offset() + " " + p.register() + " " + p.size() + " " + p.padding())
                                    .toList());
        }
        for (int row = 0; row < f.names(); row++) {
            Slot slot = f.slots().get(f.nameSlot(row));
            lines.add("name " + variable(f, slot.variable()) + " +" + slot.offset()
                    + (slot.splitOf() == Slot.WHOLE ? "" : " part")
                    + IntStream.range(f.nameStart(row), f.nameStart(row + 1)).mapToObj(f::nameValueId).toList());
        }
        for (int b = 0; b < f.blocks(); b++) {
            lines.add("b" + f.blockId(b) + " " + f.blockKind(b) + " pc " + f.blockPc(b)
                    + ids(f.predStart(b), f.predStart(b + 1), i -> f.blockId(f.pred(i)))
                    + ids(f.succStart(b), f.succStart(b + 1), i -> f.blockId(f.succ(i))));
            for (int v = f.firstValue(b); v < f.firstValue(b + 1); v++) {
                lines.add("v" + f.valueId(v) + " " + f.opName(v) + " pc " + f.pc(v)
                        + ids(f.argStart(v), f.argStart(v + 1), arg(f)) + aux(f, v) + home(f, v));
            }
        }
        return lines;
    }

    private static IntFunction<Integer> arg(Function f) {
        return i -> f.valueId(f.arg(i));
    }

    private static List<Integer> ids(int from, int to, IntFunction<Integer> id) {
        return IntStream.range(from, to).mapToObj(id).toList();
    }

    private static String variable(Function f, int index) {
        return f.variables().get(index).name();
    }

    /** Of the ops where it matters. */
    private static String aux(Function f, int v) {
        return switch (f.opName(v)) {
            case "ArgIntReg", "ArgFloatReg" -> " aux " + variable(f, f.auxVariable(v)) + "+" + f.auxOffset(v);
            case "VarDef" -> {
                String name = variable(f, f.auxVariable(v));
                // those that the compiler makes up have no list
                yield " aux " + name
                        + (name.startsWith(".") ? "" : " at " + f.variables().get(f.auxVariable(v)).cfaOffset());
            }
            default -> "";
        };
    }

    private static String home(Function f, int v) {
        return switch (f.home(v)) {
            case Function.HOME_NONE, Function.HOME_TUPLE -> "";
            case Function.HOME_STACK -> f.opName(v).equals("StoreReg") || f.opName(v).equals("Arg")
                    ? " at " + (f.variables().get(f.homeVariable(v)).cfaOffset() + f.homeOffset(v))
                    : "";
            default -> " in " + f.home(v);
        };
    }
}

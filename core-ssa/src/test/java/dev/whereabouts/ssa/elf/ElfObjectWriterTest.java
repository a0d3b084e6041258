package dev.whereabouts.ssa.elf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.whereabouts.ssa.analysis.CompilerLists;
import dev.whereabouts.ssa.analysis.LocationLists;
import dev.whereabouts.ssa.corpus.CorpusRecord;
import dev.whereabouts.ssa.corpus.GroundTruth;
import dev.whereabouts.ssa.dwarf.IntermediateEntry;
import dev.whereabouts.ssa.dwarf.LocationExpression;
import dev.whereabouts.ssa.model.Function;
import dev.whereabouts.ssa.model.FunctionBuilder;
import dev.whereabouts.ssa.model.Parameter;
import dev.whereabouts.ssa.model.Variable;
import dev.whereabouts.ssa.op.OpTable;
import dev.whereabouts.ssa.problem.InputException;
import dev.whereabouts.ssa.problem.ChangedLimits;
import dev.whereabouts.ssa.problem.Limits;
import dev.whereabouts.ssa.problem.Place;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ElfObjectWriterTest {

    /** Where the first section begins, which is {@code .text}: after the file's header. */
    private static final int TEXT = 64;

    /** CMP RSP,16(R14); JBE tail; PUSH RBP; MOV RBP,RSP; SUB RSP,16; ADD RSP,16; POP RBP; RET; NOP; POP RBP; JMP; tail: CALL. */
    private static final String FRAMED = "493b6610" + "7615" + "55" + "4889e5" + "4883ec10" + "4883c410" + "5d" + "c3"
            + "90" + "5d" + "e900000000" + "e800000000";

    @TempDir
    private Path folder;

    @Test
    void theCodeIsThatOfTheFunctions() throws IOException {
        int functions = 0;
        for (Path file : GroundTruth.files("corpus/gossafunc", ".expected.json.gz")) {
            try (Stream<CorpusRecord> records = CorpusRecord.stream(file)) {
                LocationLists lists = CompilerLists.of(records.findFirst().orElseThrow());
                byte[] code = lists.function().code();
                assertThat(code).isNotEmpty();
                assertThat(Arrays.copyOfRange(object(5, lists), TEXT, TEXT + code.length)).isEqualTo(code);
                functions++;
            }
        }
        assertThat(functions).isPositive();
    }

    @Test
    void unknownCodeIsNops() throws IOException {
        byte[] text = Arrays.copyOfRange(object(5, lists(builder(3), "50"), lists(builder(2), "50")), TEXT, TEXT + 34);
        assertThat(HexFormat.of().formatHex(text)).isEqualTo("909090" + "cc".repeat(29) + "9090");
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5})
    void aLinkerMovesTheListsWithTheCode(int version) throws Exception {
        Tool linker = Tool.find("ld");
        Tool readelf = Tool.find("readelf");
        Path object = file(version, lists(builder(8), "50"), lists(builder(8), "51"));
        Path program = folder.resolve("program");
        linker.run("--section-start=.text=0x401000", "--entry=0", "-o", program.toString(), object.toString());
        assertThat(readelf.run("--wide", "--debug-dump=loc", program.toString()).lines().map(String::strip)
                .filter(line -> line.contains("DW_OP")).map(line -> line.replaceAll("^\\S+ ", "")))
                .containsExactly("0000000000401000 0000000000401008 (DW_OP_reg0 (rax))",
                        "0000000000401020 0000000000401028 (DW_OP_reg1 (rdx))");
    }

    @Test
    void parametersComeInTheOrderOfTheSignature() throws Exception {
        Tool gdb = Tool.find("gdb");
        FunctionBuilder builder = builder(8);
        builder.variable(new Variable("b", "param", "float64", 8, 0));
        builder.variable(new Variable("a", "param", "pkg.T", 24, 0));
        builder.variable(new Variable("~r0", "result", "*pkg.T", 8, 0));
        builder.parameter(new Parameter(2, List.of()));
        builder.parameter(new Parameter(1, List.of()));
        assertThat(gdb.run("-nx", "-batch", "-ex", "info functions", file(5, lists(builder, "50")).toString()))
                .contains("f(pkg.T, float64, *pkg.T)");
    }

    @Test
    void theFrameIsReadOffTheCode() throws Exception {
        Tool readelf = Tool.find("readelf");
        byte[] code = HexFormat.of().parseHex(FRAMED);
        FunctionBuilder builder = builder(code.length);
        builder.code(code);
        String frames = readelf.run("--wide", "--debug-dump=frames-interp", file(5, lists(builder, "50")).toString());
        assertThat(frames.substring(frames.indexOf("FDE")).lines().skip(2).filter(row -> !row.isBlank())
                .map(row -> row.substring(14).stripTrailing())).containsExactly("00 rsp+8    u     c-8", //
                        "07 rsp+16   c-16  c-8", // after PUSH
                        "0a rbp+16   c-16  c-8", // after MOV
                        "13 rsp+8    u     c-8", // at RET
                        "14 rbp+16   c-16  c-8", //
                        "16 rsp+8    u     c-8", // at the tail call
                        "17 rbp+16   c-16  c-8", //
                        "1b rsp+8    u     c-8"); // calling for more stack
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "4883ec10c3"})
    void nothingIsClaimedOfAnUnknownFrame(String code) throws Exception {
        Tool readelf = Tool.find("readelf");
        FunctionBuilder builder = builder(5);
        builder.code(HexFormat.of().parseHex(code));
        assertThat(readelf.run("--debug-dump=frames", file(5, lists(builder, "50")).toString())).contains("CIE")
                .doesNotContain("FDE");
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5})
    void linesAreThoseOfTheInstructions(int version) throws Exception {
        Tool llvm = Tool.find("llvm-dwarfdump");
        FunctionBuilder first = builder(100);
        first.instruction(0, 10);
        first.instruction(4, 10);
        first.instruction(8, 9);
        first.instruction(90, 300);
        FunctionBuilder second = builder(5);
        second.instruction(0, 7);
        Path object = file(version, lists(first, "50"), lists(second, "50"));
        assertThat(llvm.run("--verify", object.toString())).endsWith("No errors.\n");
        assertThat(llvm.run("--debug-line", object.toString()).lines().filter(line -> line.startsWith("0x"))
                .map(line -> line.replaceAll("^0x0*([0-9a-f]+) +(\\d+) .*?((?:end_sequence)?)\\s*$", "$1 $2 $3")
                        .strip()))
                .containsExactly("0 10", "8 9", "5a 300", "64 300 end_sequence", "80 7", "85 7 end_sequence");
    }

    @Test
    void namesOfAnyCharactersAreKept() throws Exception {
        Tool llvm = Tool.find("llvm-dwarfdump");
        FunctionBuilder builder = builder(8);
        builder.variable(new Variable("größe·\0x", "param", "", 3, 0));
        Path object = file(5, lists(builder, "50"));
        assertThat(llvm.run("--verify", object.toString())).endsWith("No errors.\n");
        assertThat(llvm.run(object.toString())).contains("gr\\303\\266\\303\\237e\\302\\267\\357\\277\\275x");
    }

    @Test
    void aFunctionWithoutPcsIsRefused() {
        FunctionBuilder builder = builder(Function.UNKNOWN);
        assertThatThrownBy(() -> object(5, lists(builder, "50"))).isInstanceOf(InputException.class)
                .hasMessageContaining("those of f are not known");
    }

    @Test
    void codeHasALimit() {
        Limits limits = ChangedLimits.of("codeBytes", 100);
        ElfObjectWriter writer = new ElfObjectWriter(5, limits);
        writer.add(lists(builder(60), "50"));
        assertThatThrownBy(() -> writer.add(lists(builder(37), "50"))).isInstanceOfSatisfying(InputException.class,
                e -> assertThat(e.limit()).isEqualTo("codeBytes"));
    }

    private Path file(int version, LocationLists... functions) throws IOException {
        return Files.write(folder.resolve("lists.o"), object(version, functions));
    }

    private static byte[] object(int version, LocationLists... functions) throws IOException {
        ElfObjectWriter writer = new ElfObjectWriter(version, Limits.DEFAULT);
        for (LocationLists function : functions) {
            writer.add(function);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writer.writeTo(out);
        return out.toByteArray();
    }

    private static FunctionBuilder builder(int codeSize) {
        FunctionBuilder builder = new FunctionBuilder(Limits.DEFAULT, Place.Pointer::new);
        builder.name("f");
        builder.entry(1);
        builder.codeSize(codeSize);
        builder.variable(new Variable("v", "auto", "int", 8, -8));
        builder.beginBlock(1, "Plain", 0);
        builder.beginValue(1);
        builder.op(OpTable.idOf("InitMem"));
        builder.type("mem");
        builder.pc(0);
        builder.beginValue(2);
        builder.op(OpTable.idOf("NilCheck"));
        builder.type("void");
        builder.pc(codeSize);
        return builder;
    }

    /** The first variable has one location throughout. */
    private static LocationLists lists(FunctionBuilder builder, String expression) {
        CompilerLists lists = new CompilerLists(builder.build(), 8);
        lists.add(0, List.of(new IntermediateEntry(1, 1, 1, 2,
                new LocationExpression(HexFormat.of().parseHex(expression)))));
        return lists.build();
    }
}

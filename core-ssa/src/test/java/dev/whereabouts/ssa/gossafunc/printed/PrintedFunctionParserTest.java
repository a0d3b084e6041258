package dev.whereabouts.ssa.gossafunc.printed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.whereabouts.ssa.gossafunc.DumpLine;
import dev.whereabouts.ssa.model.Function;
import dev.whereabouts.ssa.problem.InputException;
import dev.whereabouts.ssa.problem.Limits;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One printed function, line by line. */
class PrintedFunctionParserTest {

    private static PrintedFunction parse(String... lines) {
        PrintedFunctionParser parser = new PrintedFunctionParser(new DumpLine(1, "f func(int)"), Limits.DEFAULT);
        for (int i = 0; i < lines.length; i++) {
            assertThat(parser.accept(new DumpLine(i + 2L, lines[i]))).isTrue();
        }
        return parser.finish();
    }

    private static PrintedValue value(String line) {
        return parse("  b1:", line, "    Ret v1").blocks().getFirst().values().getFirst();
    }

    @Test
    void readsBlocksValuesAndNames() {
        PrintedFunction function = parse("  b1: <- b2 b3", "    (-12) v16 = ArgIntReg <int> {s+8} [1] : BX (s+8[int])",
                "    NE v16 v2 -> b6 b4 (unlikely)", "  b9: DEAD", "    BlockInvalid",
                "name s+8[int]: [v16 v16]", "name a[0]b.ptr[*[]struct { X int \"]\" }]: []");
        PrintedBlock block = function.blocks().getFirst();
        assertThat(block.preds()).containsExactly(2, 3);
        assertThat(block.succs()).containsExactly(6, 4);
        assertThat(block.kind()).isEqualTo("NE");
        assertThat(block.controls()).containsExactly(16, 2);
        assertThat(function.blocks().getLast().dead()).isTrue();
        assertThat(function.names()).extracting(PrintedName::slot).containsExactly(new PrintedSlot("s", 8, "int"),
                new PrintedSlot("a[0]b.ptr", 0, "*[]struct { X int \"]\" }"));
        assertThat(function.names().getFirst().values()).containsExactly(16, 16);
    }

    @Test
    void readsEachPartOfAValue() {
        PrintedValue arg = value(
                "    (+7) v30 = ArgIntReg <chan<- int> {s+8} [4] : SI (b.len[int], s+8[func() (int, int)])");
        assertThat(arg).isEqualTo(new PrintedValue(arg.at(), 30, 7, "ArgIntReg", "chan<- int", "s+8", "4", List.of(),
                new PrintedHome.Register("SI"), false));
        PrintedValue text = value("    (?) v38 = ConstString <string> {\"a } [7] \\\" v9\"} DEAD");
        assertThat(text.aux()).isEqualTo("\"a } [7] \\\" v9\"");
        assertThat(text.dead()).isTrue();
        assertThat(text.line()).isEqualTo(Function.UNKNOWN);
        PrintedValue call = value(
                "    (22) v56 = CALLstatic <bool,mem> {AuxCall{f[go.shape.struct { A int }]}} [24] v33 v26 : <AX,x+8[int]>");
        assertThat(call.args()).containsExactly(33, 26);
        assertThat(call.home()).isEqualTo(new PrintedHome.Tuple(
                List.of(new PrintedHome.Register("AX"), new PrintedHome.Stack(new PrintedSlot("x", 8, "int")))));
        assertThat(value("    (1) v1 = FlagConstant <flags>[ZF=0,SF=1] : <> tmp=R8").auxInt()).isEqualTo("ZF=0,SF=1");
        assertThat(value("    (1) v1 = StoreReg <error> v2 : \"a/b.c\".err.itab[uintptr]").home())
                .isEqualTo(new PrintedHome.Stack(new PrintedSlot("\"a/b.c\".err.itab", 0, "uintptr")));
    }

    @Test
    void stopsAtTheFirstLineOfAnotherKind() {
        PrintedFunctionParser parser = new PrintedFunctionParser(new DumpLine(1, "f func()"), Limits.DEFAULT);
        assertThat(parser.accept(new DumpLine(2, "  b1:"))).isTrue();
        assertThat(parser.accept(new DumpLine(3, "    Exit"))).isTrue();
        assertThat(parser.accept(new DumpLine(4, "  pass opt begin"))).isFalse();
        assertThat(parser.finish().blocks()).hasSize(1);
    }

    @Test
    void saysWhereALineGoesWrong() {
        assertThatThrownBy(() -> value("    (1) v1 = Copy <int> {x")).isInstanceOf(InputException.class)
                .hasMessageContaining("}");
        assertThatThrownBy(() -> value("    (1) v99999999999 = Copy <int>")).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> value("    (1) v1 = Copy <int> v2 whatever")).isInstanceOf(InputException.class)
                .hasMessageContaining("end");
        assertThatThrownBy(() -> parse("  b1:", "    (?) v1 = InitMem <mem>")).isInstanceOf(InputException.class)
                .hasMessageContaining("b1");
    }

    @FuzzTest
    void anyLinesAreReadOrRefused(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        PrintedFunctionParser parser = new PrintedFunctionParser(new DumpLine(0, ""), Limits.DEFAULT);
        long number = 1;
        try {
            for (String line : text.lines().toList()) {
                parser.accept(new DumpLine(number++, line));
            }
            assertThat(parser.finish().names().size()).isLessThanOrEqualTo((int) number);
        } catch (InputException e) {
            assertThat(e.faults()).isNotEmpty();
        }
    }
}

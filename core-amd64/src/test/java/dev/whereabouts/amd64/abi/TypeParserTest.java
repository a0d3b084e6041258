package dev.whereabouts.amd64.abi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypeParserTest {

    private static final TypeParser PARSER = new TypeParser();

    /** Texts in the compiler's own spelling, which a type prints again. */
    @ParameterizedTest
    @ValueSource(strings = {"bool", "uintptr", "unsafe.Pointer", "complex64", "string", "any", "error", "byte", "rune",
            "*int", "**T", "[]byte", "[4]uint8", "[0]struct {}", "map[string][]int", "map[[2]int]map[string]*T",
            "chan int", "chan<- int", "<-chan int", "chan (<-chan int)", "chan<- chan int", "<-chan <-chan int",
            "chan<- func()", "func()", "func(int)", "func(int) error", "func(int, ...string) (int, error)",
            "func(func(int) string, chan int) func() bool", "func(map[string]int) <-chan T",
            "func(x int, y ...string) (n int, err error)", "func() (n int)", "struct {}", "struct { a int }",
            "struct { a int; F func(int) error \"json:\\\"a;b}\\\"\" }", "struct { T; *U; pkg.V; W \"tag\" }",
            "struct { main.a int; _ bool; pkg._ struct {} }", "struct { \"a/b\".x int; y \"a/b\".T; \"a/b\".Z }",
            "struct { F func() \"tag\"; G func() \"a/b\".T }", "struct { .F uintptr; X0 *int }", "interface {}",
            "interface { M() }", "interface { M(int) string; pkg.n(struct { a int }) }", "*pkg.T[go.shape.int]",
            "pkg.Pair[int,map[string]struct { A int \"]\" }]", "main.T[go.shape.struct { main.a int; B string }].U·1",
            "go.shape.int", "go.shape.int_0", "go.shape.[]uint8", "go.shape.*uint8", "go.shape.struct { A int }_1",
            "go.shape.func(int) bool", "go.shape.chan int", "example.com/x/go-y%2ez.T", "\"text/template\".Template",
            "method", "*map.group[string]int", "functional", "structure", "chanT", "mapped",
            "struct { a map[string]chan int; map[string]chan int }", "func(map[string]chan int)"})
    void printsWhatItRead(String text) {
        assertThat(PARSER.type(text)).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"method(*T) func(complex128, rune) | 1 | 2 | 0",
            "func(float64) float64 | 0 | 1 | 1", "func(x int, y ...string) (int, error) | 0 | 2 | 2",
            "method(t T) func() | 1 | 0 | 0", "func(*[2]uintptr, go.shape.int) go.shape.int | 0 | 2 | 1"})
    void readsSignatures(String text, int receivers, int parameters, int results) {
        Signature signature = PARSER.signature(text);
        assertThat(signature).hasToString(text);
        assertThat(signature.receiver().stream()).hasSize(receivers);
        assertThat(signature.parameters()).hasSize(parameters);
        assertThat(signature.results()).hasSize(results);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"archCbrt func(float64) float64 | archCbrt",
            "(*pp).fmtComplex method(*pp) func(complex128, int, rune) | (*pp).fmtComplex",
            "F[go.shape.struct { a int; b func(int) }].func1 func(*[1]uintptr) | F[go.shape.struct { a int; b func(int) }].func1",
            "(*Map[go.shape.string,go.shape.int]).Load-fm func(string) (int, bool) | (*Map[go.shape.string,go.shape.int]).Load-fm"})
    void readsFunctionHeaders(String line, String name) {
        FunctionHeader header = PARSER.header(line);
        assertThat(header.name()).isEqualTo(name);
        assertThat(header.name() + " " + header.signature()).isEqualTo(line);
    }

    @Test
    void takesAVariadicParameterForASlice() {
        Signature.Parameter last = PARSER.signature("func(int, ...any)").parameters().getLast();
        assertThat(last.variadic()).isTrue();
        assertThat(last.type()).hasToString("[]any");
    }

    @Test
    void asksForNamesOnlyWhereTheLayoutNeedsThem() {
        TypeParser parser = new TypeParser(name -> {
            if (!name.equals("main.T")) {
                throw new AssertionError("asked for " + name);
            }
            return Optional.of(NamedType.of(name, BasicType.FLOAT32));
        });
        GoType type = parser
                .type("struct { a main.T; b *P; c []S; d map[K]E; e chan C; f func(A) R; g interface { M(I) } }");
        assertThat(type.layout()).isEqualTo(new Layout.Known(80, 8, new RegisterDemand.Registers(9, 1)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"`` | 0", "4 | 0", "[-1]int | 1", "[4int | 2",
            "[9999999999999999999]int | 1", "map[int | 7", "map[int] | 8", "struct { a | 10", "struct { a int | 14",
            "struct { a int b int } | 15", "func(int | 8", "func(int int | 12", "interface { M() | 15", "T[int | 5",
            "int) | 3",
            "* | 1", "chan | 0", "struct { a int \"tag } | 15", "(int | 4", "func(...) | 8", "...int | 0",
            "func() (...int) | 8", "func(...int, int) | 11", "method(...int) func() | 7",
            "[1125899906842624]int8 | 0", "struct { a [1125899906842623]int8; b int8 } | 0"})
    void saysWhereTextIsNoType(String text, int offset) {
        assertThatThrownBy(() -> PARSER.type(text)).isInstanceOfSatisfying(TypeException.class,
                e -> assertThat(e.offset()).isEqualTo(offset));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "[]", "[1]", "map[int]", "chan ", "(", "func(", "struct { a ", "go.shape.", "func() "})
    void boundsDepth(String opening) {
        assertThatThrownBy(() -> PARSER.type(opening.repeat(5_000) + "int")).isInstanceOf(TypeException.class)
                .hasMessageContaining("nest deeper");
    }

    @Test
    void boundsLength() {
        assertThatThrownBy(() -> PARSER.type("T".repeat(TypeParser.MAX_LENGTH + 1))).isInstanceOf(TypeException.class);
    }

    @Test
    void boundsWhatSharedTypesPrint() {
        GoType[] type = {BasicType.INT};
        assertThatThrownBy(() -> {
            for (int i = 0; i < 100; i++) {
                type[0] = new MapType(type[0], type[0]);
            }
        }).isInstanceOf(TypeException.class);
    }

    @Test
    void boundsSizesThatDouble() {
        GoType[] type = {BasicType.INT};
        assertThatThrownBy(() -> {
            for (int i = 0; i < 100; i++) {
                GoType half = type[0];
                type[0] = NamedType.of("T" + i, new StructType(
                        List.of(new StructType.Field("a", half), new StructType.Field("b", half))));
            }
        }).isInstanceOf(TypeException.class).hasMessageContaining("address space");
    }
}

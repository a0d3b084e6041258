package dev.whereabouts.ssa.gossafunc.symbol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.whereabouts.ssa.gossafunc.GoCompiler;
import dev.whereabouts.ssa.gossafunc.listing.SingleDump;
import dev.whereabouts.ssa.gossafunc.symbol.CompilerVariable.Role;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the compiler says about variables and types, against the source that it compiled. */
class SampleSymbolsTest {

    private static final String SOURCE = """
        package sample

        type pair struct {
        \tFirst, second int32
        \tText string `tag:"x"`
        }

        type Outer struct {
        \tpair
        \tRest [3]pair
        }

        var sink any

        func twice(v int) int { w := v * 2; if w > 9 { return v }; return w }

        //go:noinline
        func F(a int, p pair) (r int) {
        \tx := a + int(p.second)
        \tif x > 3 {
        \t\tx := "shadow"[:x%3]
        \t\tr += len(x) + twice(a)
        \t}
        \tsink = Outer{}
        \treturn r + x
        }
        """;

    @Test
    void variablesHaveTheSourcesNamesLinesTypesAndRoles(@TempDir Path directory) {
        CompilerLists lists = CompilerListsTest.read(compile(directory, "-S -S -c=1"));

        assertThat(lists.variables())
                .extracting(CompilerVariable::name, CompilerVariable::role, CompilerVariable::declarationLine,
                        CompilerVariable::type)
                .contains(tuple("a", Role.PARAMETER, 18, "int"), tuple("p", Role.PARAMETER, 18, "sample.pair"),
                        tuple("r", Role.RESULT, 18, "int"), tuple("x", Role.LOCAL, 19, "int"),
                        tuple("x", Role.LOCAL, 21, "string"));
        assertThat(lists.variables()).filteredOn(v -> v.inlined() != null).isNotEmpty()
                .allSatisfy(v -> assertThat(v.inlined()).isEqualTo(new InlinedCall("sample.twice", 22, null)))
                .extracting(CompilerVariable::name).contains("v");
    }

    @Test
    void typeDescriptorsSayHowStructsAreLaidOut(@TempDir Path directory) {
        SingleDump dump = compile(directory, "-S -c=1");

        assertThat(dump.symbols(TypeLayout::isDescriptor)).extracting(TypeLayout::read).contains(
                new TypeLayout("sample.pair", 24,
                        List.of(new TypeLayout.Field("First", "int32", 0),
                                new TypeLayout.Field("second", "int32", 4),
                                new TypeLayout.Field("Text", "string", 8))),
                new TypeLayout("sample.Outer", 96, List.of(new TypeLayout.Field("pair", "sample.pair", 0),
                        new TypeLayout.Field("Rest", "[3]sample.pair", 24))));
    }

    private static SingleDump compile(Path directory, String flags) {
        return SingleDump.of(GoCompiler.orSkip().compile(directory, SOURCE, "F+", flags));
    }
}

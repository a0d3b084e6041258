package dev.whereabouts.ssa.gossafunc.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whereabouts.amd64.register.GoVersion;
import dev.whereabouts.ssa.analysis.AnalysisOptions;
import dev.whereabouts.ssa.analysis.LocationListAnalysis;
import dev.whereabouts.ssa.analysis.LocationLists;
import dev.whereabouts.ssa.dwarf.ByteWriter;
import dev.whereabouts.ssa.dwarf.IntermediateForm;
import dev.whereabouts.ssa.gossafunc.GoCompiler;
import dev.whereabouts.ssa.model.Function;
import dev.whereabouts.ssa.problem.Limits;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which variable an op defines where several share a name or none is in the frame, by the lists that the compiler logged. */
class VariableDefinitionTest {

    private static final Pattern LOGGED = Pattern.compile("\t[^\t ]* : \"[0-9a-f]+\"");

    private static final String SOURCE = """
        package sample

        type set [8]uint32

        //go:noinline
        func (s *set) contains(c byte) bool { return s[c%8]&(1<<c) != 0 }

        func makeSet(chars string) (s set, ok bool) {
        \tfor i := 0; i < len(chars); i++ {
        \t\ts[chars[i]/32] |= 1 << (chars[i] % 32)
        \t}
        \treturn s, true
        }

        func addressTaken(text, chars string) int {
        \tif s, ok := makeSet(chars); ok {
        \t\tfor i := range len(text) {
        \t\t\tif s.contains(text[i]) {
        \t\t\t\treturn i
        \t\t\t}
        \t\t}
        \t}
        \treturn -1
        }

        func each(n int, yield func(int)) {
        \tfor i := range n {
        \t\tyield(i)
        \t}
        }

        var eachVar = each

        func collect(n int) []int {
        \tvar all []int
        \teachVar(n, func(i int) { all = append(all, i) })
        \treturn all
        }
        """;

    @ParameterizedTest
    @ValueSource(strings = {"addressTaken", "collect.func1"})
    void listsAreTheCompilers(String function, @TempDir Path directory) throws IOException {
        String printed = GoCompiler.orSkip().compile(directory, SOURCE, function + "+", "-d=locationlists=2 -c=1 -S");
        List<String> logged = printed.lines().dropWhile(line -> !line.equals("genssa " + function))
                .takeWhile(line -> !line.endsWith("\tEND")).filter(LOGGED.asMatchPredicate()).map(String::strip)
                .toList();

        DumpResult result = new DumpReader(new StringReader(printed), DumpOptions.DEFAULT, Limits.DEFAULT).next();

        assertThat(result).isInstanceOfSatisfying(DumpResult.Read.class, read -> {
            assertThat(read.undecided()).isEmpty();
            assertThat(lists(read.function())).isEqualTo(logged).isNotEmpty();
        });
    }

    private static List<String> lists(Function function) {
        LocationLists lists = new LocationListAnalysis(Limits.DEFAULT).analyze(function,
                AnalysisOptions.of(GoVersion.NEWEST));
        List<String> texts = new ArrayList<>();
        for (int list = 0; list < lists.lists(); list++) {
            ByteWriter out = new ByteWriter();
            IntermediateForm.encode(lists, list, out);
            if (out.size() > 0) {
                texts.add(function.variables().get(lists.variable(list)).name() + " : \""
                        + HexFormat.of().formatHex(out.toByteArray()) + "\"");
            }
        }
        return texts;
    }
}

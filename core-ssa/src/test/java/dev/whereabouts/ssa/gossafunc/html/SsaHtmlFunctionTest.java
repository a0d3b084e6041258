package dev.whereabouts.ssa.gossafunc.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whereabouts.amd64.register.GoVersion;
import dev.whereabouts.ssa.analysis.AnalysisOptions;
import dev.whereabouts.ssa.analysis.LocationListAnalysis;
import dev.whereabouts.ssa.analysis.LocationLists;
import dev.whereabouts.ssa.dwarf.ByteWriter;
import dev.whereabouts.ssa.dwarf.IntermediateForm;
import dev.whereabouts.ssa.gossafunc.GoCompiler;
import dev.whereabouts.ssa.gossafunc.reader.DumpOptions;
import dev.whereabouts.ssa.gossafunc.reader.DumpReader;
import dev.whereabouts.ssa.gossafunc.reader.DumpResult;
import dev.whereabouts.ssa.model.Function;
import dev.whereabouts.ssa.problem.Limits;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The lists of a function that was read from {@code ssa.html} against those that the compiler logged beside it. */
class SsaHtmlFunctionTest {

    private static final Pattern LOGGED = Pattern.compile("\t[^\t ]* : \"[0-9a-f]*\"");

    @ParameterizedTest
    @ValueSource(strings = {"add", "leaf", "shadow", "join", "zero", "forever", "deferred", "choose", "copies", "parts",
            "escapes",
            "largest[go.shape.int]", "closes", "closes.func1", "unused", "(*point).move", "point.area", "talks"})
    void listsAreTheCompilers(String function, @TempDir Path directory) throws IOException {
        String printed = GoCompiler.orSkip().compile(directory, SsaHtmlTest.sample(), function + "+",
                "-d=locationlists=2 -c=1");
        List<Path> documents;
        try (Stream<Path> files = Files.list(directory.resolve("ssa"))) {
            documents = files.toList();
        }
        Function read;
        try (Reader document = Files.newBufferedReader(documents.getFirst())) {
            DumpReader reader = new DumpReader(new SsaHtml(document, Limits.DEFAULT), DumpOptions.DEFAULT,
                    Limits.DEFAULT);
            DumpResult result = reader.next();
            assertThat(result).isInstanceOf(DumpResult.Read.class);
            read = ((DumpResult.Read) result).function();
            assertThat(reader.next()).isNull();
        }

        assertThat(read.hasPcs()).isFalse();
        assertThat(lists(read)).containsExactlyInAnyOrderElementsOf(
                printed.lines().filter(LOGGED.asMatchPredicate()).map(String::strip).toList());
    }

    private static List<String> lists(Function function) {
        LocationLists lists = new LocationListAnalysis(Limits.DEFAULT).analyze(function,
                AnalysisOptions.of(GoVersion.NEWEST));
        List<String> texts = new ArrayList<>();
        for (int list = 0; list < lists.lists(); list++) {
            ByteWriter out = new ByteWriter();
            IntermediateForm.encode(lists, list, out);
            String hex = HexFormat.of().formatHex(out.toByteArray());
            if (!hex.isEmpty()) {
                texts.add(function.variables().get(lists.variable(list)).name() + " : \"" + hex + "\"");
            }
        }
        return texts;
    }
}

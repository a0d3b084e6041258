package dev.whereabouts.ssa.gossafunc.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.whereabouts.ssa.gossafunc.DumpLine;
import dev.whereabouts.ssa.gossafunc.GoCompiler;
import dev.whereabouts.ssa.problem.InputException;
import dev.whereabouts.ssa.problem.Limits;
import dev.whereabouts.ssa.problem.Place;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With a plus sign the compiler writes both the text and the document: one must give the other. */
class SsaHtmlTest {

    @ParameterizedTest
    @ValueSource(strings = {"add", "leaf", "shadow", "join", "zero", "forever", "deferred", "choose", "copies", "parts",
            "escapes",
            "largest[go.shape.int]", "closes", "closes.func1", "unused", "(*point).move", "point.area", "talks"})
    void documentGivesTheText(String function, @TempDir Path directory) throws IOException {
        check(function, "-c=1", directory);
    }

    @ParameterizedTest
    @ValueSource(strings = {"shadow", "deferred", "parts"})
    void documentGivesTheTextWithoutOptimisation(String function, @TempDir Path directory) throws IOException {
        check(function, "-c=1 -N -l", directory);
    }

    private static void check(String function, String flags, Path directory) throws IOException {
        GoCompiler compiler = GoCompiler.orSkip();
        List<String> printed = compiler.compile(directory, sample(), function + "+", flags).lines().toList();
        List<Path> documents;
        try (Stream<Path> files = Files.list(directory.resolve("ssa"))) {
            documents = files.toList();
        }
        assertThat(documents).hasSize(1);
        List<String> lines;
        try (Reader document = Files.newBufferedReader(documents.getFirst())) {
            lines = read(document).stream().map(DumpLine::text).toList();
        }

        assertThat(lines.getFirst()).isEqualTo("generating SSA for " + function);
        assertThat(tree(lines)).isEqualTo(tree(printed)).isNotEmpty();
        assertThat(states(lines)).isEqualTo(states(printed)).hasSizeGreaterThan(3);
        assertThat(passes(lines)).isEqualTo(passes(printed)).hasSizeGreaterThan(10);
        assertThat(genssa(lines, function)).isEqualTo(genssa(printed, function)).isNotEmpty();
        assertThat(lines.getLast()).endsWith("\tEND");
    }

    static String sample() throws IOException {
        try (InputStream in = SsaHtmlTest.class.getResourceAsStream("/dev/whereabouts/ssa/gossafunc/sample.go")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static List<DumpLine> read(Reader document) throws IOException {
        SsaHtml html = new SsaHtml(document, Limits.DEFAULT);
        List<DumpLine> lines = new ArrayList<>();
        for (DumpLine line = html.next(); line != null; line = html.next()) {
            lines.add(line);
        }
        return lines;
    }

    private static List<String> tree(List<String> lines) {
        return lines.stream().takeWhile(line -> !line.startsWith("compiling ")).filter(line -> line.startsWith(".   "))
                .map(String::strip).toList();
    }

    /** What is printed of the function, one text for each state that differs from the one before. */
    private static List<String> states(List<String> lines) {
        List<String> states = new ArrayList<>();
        StringBuilder state = new StringBuilder();
        for (String line : lines.stream().takeWhile(line -> !line.startsWith("genssa ")).toList()) {
            if (line.startsWith("  b") || line.startsWith("    ") || line.startsWith("name ")) {
                state.append(line.contains("], ") ? sorted(line) : line).append('\n');
            } else if (!state.isEmpty()) {
                if (states.isEmpty() || !states.getLast().contentEquals(state)) {
                    states.add(state.toString());
                }
                state.setLength(0);
            }
        }
        if (!states.getLast().contentEquals(state)) {
            states.add(state.toString());
        }
        return states;
    }

    /** The compiler prints the names that a value has in an order of chance. */
    private static String sorted(String line) {
        return Stream.of(line.split("[ (),]+")).sorted().collect(Collectors.joining(" "));
    }

    private static List<String> passes(List<String> lines) {
        return lines.stream().filter(line -> line.startsWith("  pass ") && line.contains(" end ["))
                .map(line -> line.substring(0, line.lastIndexOf(" ["))).toList();
    }

    private static List<String> genssa(List<String> lines, String function) {
        return lines.stream().dropWhile(line -> !line.equals("genssa " + function)).skip(1)
                .filter(line -> line.startsWith(" ") && line.contains("\t0")).toList();
    }

    @Test
    void stageThatEqualsTheOneBeforeItIsStillTheFirst() throws IOException {
        List<DumpLine> lines = read(new StringReader(
                """
                    <html><body><h1>F,1</h1><table><tr>
                    <td id="AST-exp"><h2>AST</h2><div class="ast">.   RETURN &lt;x&gt; # a.go:1:2</div></td>
                    <td id="before-insert-phis-exp"><h2>before insert phis</h2><code><ul class="b1 ssa-print-func "><li class="ssa-start-block">b1:</li><li class="ssa-end-block">Exit v1 (<b>+3</b>)<span class="l7 line-number">(7)</span></li></ul><li>name c[<-chan int]: v1 v2 </li></code></td>
                    <td id="start--+--opt-exp"><h2>start</h2><h2>opt <span class="stats">[12 ns]</span></h2><code><ul class="b1 ssa-print-func dead-block"><li class="ssa-start-block">b1: &#8592; b2<button>-</button></li><li class="ssa-value-list"><ul><li class="ssa-long-value dead-value">v1 (<s>7</s>) = Op &lt;mem&gt; {"&amp;"}</li></ul></li><li class="ssa-end-block">Exit</li></ul></code></td>
                    <td id="genssa-exp"><h2>genssa</h2><code><dl><dt></dt><dd># live at entry</dd><dt><span>v1</span></dt><dd>00000 (<b>+7</b>) TEXT	F(SB)</dd></dl></code></td>
                    </tr></table></body></html>
                    """));

        assertThat(lines).containsExactly(new DumpLine(1, "generating SSA for F"),
                new DumpLine(2, ".   RETURN <x> # a.go:1:2"),
                new DumpLine(4, "compiling F"), new DumpLine(4, "F"), new DumpLine(3, "  b1:"),
                new DumpLine(3, "    Exit v1 (+3)"),
                new DumpLine(3, "name c[<-chan int]: [v1 v2]"), new DumpLine(4, "  pass opt end [12 ns]"),
                new DumpLine(4, "F"),
                new DumpLine(4, "  b1: <- b2 DEAD"), new DumpLine(4, "    (-7) v1 = Op <mem> {\"&\"} DEAD"),
                new DumpLine(4, "    Exit"),
                new DumpLine(5, "genssa F"), new DumpLine(5, " v1    \t00000 (7)\tTEXT\tF(SB)"));
    }

    @Test
    void lineBeyondTheLimitIsRefusedWhereItBegins() {
        String document = "<html>\n<h1>" + "F".repeat(Limits.DEFAULT.textLength() + 1) + "</h1>";

        assertThatThrownBy(() -> read(new StringReader(document))).isInstanceOfSatisfying(InputException.class,
                problem -> {
                    assertThat(problem.limit()).isEqualTo("textLength");
                    assertThat(problem.faults().getFirst().place()).isEqualTo(new Place.Position(2, 0));
                });
    }

    @Test
    void startOfADocumentIsRecognised() {
        assertThat(SsaHtml.looksLikeSsaHtml("<html><head>\n<meta http-equiv=")).isTrue();
        assertThat(SsaHtml.looksLikeSsaHtml("generating SSA for F\n")).isFalse();
    }
}

package dev.whereabouts.amd64.abi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.whereabouts.amd64.abi.CallLayout.Assigned;
import dev.whereabouts.amd64.register.GoVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the Go compiler's own code assigns to random signatures is what we assign. The random types, named ones among them, are made and
 * printed by the compiler ({@code compilerabi_test.go}), so this also shows that we read its spelling.
 */
class CompilerAssignmentTest {

    private static final int SIGNATURES = 20_000;
    private static final String[] SEEDS = {"1", "2"};

    @TempDir
    private Path directory;

    @Test
    void assignsRandomSignaturesAsTheCompilerDoes() throws Exception {
        String version = go("env", "GOVERSION");
        assumeTrue(version.startsWith("go1.26"),
                "skipped: needs Go 1.26's compiler sources, and \"go env GOVERSION\" says: " + version);
        for (String seed : SEEDS) {
            Path answers = ask(seed);
            try (Stream<String> lines = Files.lines(answers)) {
                assertThat(compare(lines.iterator())).as("signatures compared").isEqualTo(SIGNATURES);
            }
        }
    }

    private static int compare(Iterator<String> lines) {
        Map<String, NamedType> named = new HashMap<>();
        TypeParser parser = new TypeParser(name -> Optional.ofNullable(named.get(name)));
        int signatures = 0;
        while (lines.hasNext()) {
            String[] columns = lines.next().split("\t");
            if (columns[0].equals("N")) {
                named.put(columns[1], NamedType.of(columns[1], parser.type(columns[2])));
            } else {
                Signature signature = parser.signature(columns[2]);
                CallingConvention convention = columns[1].equals("0")
                        ? CallingConvention.ABI0
                        : CallingConvention.ABI_INTERNAL;
                CallLayout layout = CallLayout.of(signature, convention, new GoVersion(26));
                assertThat(signature).hasToString(columns[2]);
                List<String> expected = new ArrayList<>();
                String line = lines.next();
                for (; line.startsWith("P"); line = lines.next()) {
                    expected.add(line);
                }
                assertThat(describe(layout, convention)).as(columns[2]).isEqualTo(expected);
                CallLayout.ArgumentArea area = layout.area().orElseThrow();
                assertThat("E\t" + area.spillOffset() + "\t" + area.size()).as(columns[2]).isEqualTo(line);
                signatures++;
            }
        }
        return signatures;
    }

    private static List<String> describe(CallLayout layout, CallingConvention convention) {
        return Stream.concat(layout.arguments().stream(), layout.results().stream())
                .map(assigned -> describe(assigned, convention)).toList();
    }

    private static String describe(Assigned assigned, CallingConvention convention) {
        GoType type = assigned.parameter().type();
        Layout.Known known = (Layout.Known) type.layout();
        StringBuilder line = new StringBuilder(
                "P\t" + type + "\t" + known.size() + "\t" + known.alignment() + "\t");
        switch (assigned.placement()) {
            case Placement.OnStack(long offset) -> line.append(offset);
            case Placement.InRegisters registers -> {
                line.append(registers.spillOffset().orElse(-1));
                for (RegisterPiece piece : registers.pieces()) {
                    int integer = convention.integerRegisters().indexOf(piece.register());
                    int number = integer >= 0
                            ? integer
                            : 100 + convention.floatRegisters().indexOf(piece.register());
                    line.append("\t").append(number).append("|").append(piece.type()).append("|")
                            .append(piece.offset()).append("|").append(piece.padding());
                }
            }
            case Placement.Undecided(String typeName) -> line.append("undecided for ").append(typeName);
        }
        return line.toString();
    }

    private Path ask(String seed) throws IOException, InterruptedException {
        Path program = directory.resolve("compilerabi_test.go");
        try (InputStream in = CompilerAssignmentTest.class.getResourceAsStream("compilerabi_test.go")) {
            Files.write(program, in.readAllBytes());
        }
        Path overlay = directory.resolve("overlay.json");
        Path place = Path.of(go("env", "GOROOT"), "src/cmd/compile/internal/abi/whereabouts_test.go");
        Files.writeString(overlay, "{\"Replace\": {\"" + place + "\": \"" + program + "\"}}");
        Path answers = directory.resolve("answers" + seed);
        ProcessBuilder run = command("test", "-overlay", overlay.toString(), "-vet=off", "-count=1", "-run",
                "TestWhereabouts", "cmd/compile/internal/abi");
        run.environment().put("WHEREABOUTS_OUT", answers.toString());
        run.environment().put("WHEREABOUTS_SEED", seed);
        run.environment().put("WHEREABOUTS_COUNT", String.valueOf(SIGNATURES));
        assertThat(output(run)).contains("ok");
        return answers;
    }

    private String go(String... arguments) throws IOException, InterruptedException {
        try {
            return output(command(arguments)).strip();
        } catch (IOException e) {
            assumeTrue(false, "skipped: there is no Go on this machine (" + e.getMessage() + ")");
            throw e;
        }
    }

    /** Works outside any Go module, and fetches nothing. */
    private ProcessBuilder command(String... arguments) {
        ProcessBuilder command = new ProcessBuilder(
                Stream.concat(Stream.of("go"), Stream.of(arguments)).toList()).directory(directory.toFile())
                .redirectErrorStream(true);
        command.environment().put("GOTOOLCHAIN", "local");
        command.environment().put("GOFLAGS", "");
        return command;
    }

    private static String output(ProcessBuilder command) throws IOException, InterruptedException {
        Process process = command.start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }
}

package dev.whereabouts.debugcall.binary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whereabouts.amd64.linux.Outcome;
import dev.whereabouts.debugcall.transcript.CallResult;
import dev.whereabouts.debugcall.transcript.Finding;
import dev.whereabouts.debugcall.transcript.Transcript;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A compiled program takes calls of all kinds of functions, one after another at one stop, and ends as it should. */
class CompiledProgramsTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void takesCalls(boolean isOptimised) throws IOException, InterruptedException {
        // the optimising compiler may inline what is called nowhere else; only the flag against that is given
        CallsProgram program = CallsProgram.build(folder,
                isOptimised ? List.of("-gcflags=-l") : CallsProgram.UNOPTIMISED);
        Transcript transcript = program.call(CallsProgram.SAMPLES.stream().map(CallsProgram.Sample::json).toList());
        List<String> actual = new ArrayList<>();
        for (CallResult call : transcript.calls()) {
            actual.add(call.panic().flatMap(Finding.Panic::value).map(panic -> "panic " + panic.value())
                    .orElseGet(() -> call.results().flatMap(Finding.Results::values)
                            .map(values -> values.toString().replace(", ", ","))
                            .orElse(call.outcome() + " " + call.refusal())));
        }
        assertThat(actual).isEqualTo(CallsProgram.SAMPLES.stream().map(CallsProgram.Sample::expected).toList());
        assertThat(transcript.process().outcome()).contains(new Outcome.Exited(0));
        // 5, and 3 and 4 that calls added
        assertThat(transcript.process().output()).isEqualTo("45 12 11 square of 9.0 14\n");
    }
}

package dev.whereabouts.debugcall.binary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whereabouts.amd64.instruction.Decoder;
import dev.whereabouts.amd64.instruction.Instruction;
import dev.whereabouts.amd64.linux.Outcome;
import dev.whereabouts.amd64.memory.GuestMemory;
import dev.whereabouts.debugcall.binary.pclntab.GoFunction;
import dev.whereabouts.debugcall.binary.safepoint.SafeRange;
import dev.whereabouts.debugcall.diagnosis.Rule;
import dev.whereabouts.debugcall.diagnosis.Severity;
import dev.whereabouts.debugcall.protocol.CallOutcome;
import dev.whereabouts.debugcall.script.ScriptLimits;
import dev.whereabouts.debugcall.script.ScriptReader;
import dev.whereabouts.debugcall.simulation.Simulation;
import dev.whereabouts.debugcall.transcript.Transcript;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A call is injected before every instruction of a function where the runtime takes one, and the program runs to its end: its output is what it would
 * have been, but where the runtime's own defect with the flags changes its course, and there the diagnosis says so.
 */
class EverywhereTest {

    @ParameterizedTest
    @CsvSource({"opt, safe, main.target, 3", "opt, safe, main.target, 1001", "noopt, safe, main.target, 3",
            "opt, aftercall, main.afterCall, 2", "opt, deep, main.growStack, 4", "noopt, deep, main.growStack, 4"})
    void leavesTheProgramAsItWas(String build, String site, String function, int hits) throws InterruptedException {
        GoBinary binary = Fixture.binary(build);
        GoProgram untouched = Fixture.program(build, site);
        untouched.resume();
        String output = new String(untouched.output(), StandardCharsets.UTF_8);
        List<String> unexplained = new ArrayList<>();
        int accepted = 0;
        for (long offset : safeInstructions(binary, untouched.memory(), function)) {
            Optional<Transcript> found = inject(build, site, function, offset, hits);
            if (found.isEmpty()) {
                continue;
            }
            Transcript transcript = found.get();
            assertThat(transcript.outcome()).as("%s+%d", function, offset).isEqualTo(CallOutcome.RETURNED);
            accepted++;
            boolean isSame = transcript.process().output().equals(output)
                    && transcript.process().outcome().equals(Optional.of(new Outcome.Exited(0)));
            boolean isDiagnosed = transcript.diagnoses().stream().anyMatch(diagnosis -> diagnosis
                    .rule() == Rule.FLAGS_AFTER_RESTORE && diagnosis.severity() == Severity.ERROR);
            if (!isSame && !isDiagnosed) {
                unexplained.add(function + "+" + offset + ": " + transcript.process());
            }
        }
        assertThat(unexplained).isEmpty();
        assertThat(accepted).isPositive();
    }

    /** Empty where the offset is never reached so often. */
    private static Optional<Transcript> inject(String build, String site, String function, long offset, int hits)
            throws InterruptedException {
        String script = "{\"stop\": {\"function\": \"" + function + "\", \"offset\": " + offset + ", \"hits\": " + hits
                + "}, \"calls\": [{\"function\": \"main.intFloat\", \"arguments\": [1, 2.5]}], \"then\": \"run\"}";
        Transcript transcript = Simulation.run(
                new ScriptReader(ScriptLimits.DEFAULT).read(script.getBytes(StandardCharsets.UTF_8)),
                Fixture.program(build, site));
        return transcript.calls().isEmpty() ? Optional.empty() : Optional.of(transcript);
    }

    /** Where instructions begin that the runtime's tables accept. */
    private static List<Long> safeInstructions(GoBinary binary, GuestMemory memory, String name) {
        GoFunction function = binary.function(name).orElseThrow();
        long size = binary.functions().size(function);
        byte[] code = new byte[(int) size];
        memory.peek(function.entry(), code, 0, code.length);
        List<Long> offsets = new ArrayList<>();
        Decoder decoder = new Decoder();
        for (int at = 0; at < size;) {
            byte[] rest = Arrays.copyOfRange(code, at, code.length);
            Instruction instruction = (Instruction) decoder.decode(rest, rest.length, function.entry() + at);
            for (SafeRange range : binary.safePoints().ranges(function)) {
                if (range.refusal().isEmpty() && at >= range.from() && at < range.to()) {
                    offsets.add((long) at);
                }
            }
            at += instruction.length();
        }
        return offsets;
    }
}

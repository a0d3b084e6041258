package dev.whereabouts.debugcall.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.linux.Outcome;
import dev.whereabouts.amd64.linux.Pause;
import dev.whereabouts.amd64.linux.budget.Budget;
import dev.whereabouts.debugcall.model.program.Site;
import dev.whereabouts.debugcall.protocol.Version;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a process of the model program says when it dies; the first lines are those of Go's runtime. */
class CrashTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "main.panicInt|7|panic: int(7)",
            "main.panicError|17|panic: boom 17",
            "main.panicDeref|0|panic: runtime error: invalid memory address or nil pointer dereference",
            "main.panicDeref|16|panic: runtime error: invalid memory address or nil pointer dereference",
            "main.panicDeref|4096|unexpected fault address 0x1000",
            "main.panicIndex|5|panic: runtime error: index out of range [5] with length 3",
            "main.fatalCallee|0|fatal error: sync: unlock of unlocked mutex",
            "main.panicGoexit|0|fatal error: all goroutines are asleep - deadlock!"})
    void saysWhy(String function, long argument, String firstLine) throws InterruptedException {
        ModelTarget target = new ModelTarget(Version.V2, Site.SAFE, Budget.DEFAULT);
        target.runTo(target.addressOf("main.target").orElseThrow(), 1);
        target.cpu().gpr[Cpu.RAX] = argument;
        target.cpu().rip = target.addressOf(function).orElseThrow();
        assertThat(target.resume()).isEqualTo(new Pause.Ended(new Outcome.Exited(2)));
        String output = new String(target.output(), StandardCharsets.UTF_8);
        assertThat(output.lines().findFirst()).contains(firstLine);
        assertThat(output).contains("goroutine 2 [force gc (idle)]:");
    }
}

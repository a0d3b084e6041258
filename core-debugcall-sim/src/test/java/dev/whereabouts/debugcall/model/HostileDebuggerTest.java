package dev.whereabouts.debugcall.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.cpu.GuestFault;
import dev.whereabouts.amd64.linux.Outcome;
import dev.whereabouts.amd64.linux.Pause;
import dev.whereabouts.amd64.linux.budget.Budget;
import dev.whereabouts.amd64.linux.budget.Resource;
import dev.whereabouts.debugcall.model.program.FunctionSymbol;
import dev.whereabouts.debugcall.model.program.Image;
import dev.whereabouts.debugcall.model.program.Service;
import dev.whereabouts.debugcall.model.program.Site;
import dev.whereabouts.debugcall.protocol.Version;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever a debugger does to registers and memory, the process goes on or ends; nothing of ours breaks. */
class HostileDebuggerTest {

    private static final Budget SMALL = Budget.DEFAULT.with(Resource.INSTRUCTIONS, 200_000)
            .with(Resource.MEMORY_BYTES, 8 << 20).with(Resource.OUTPUT_BYTES, 10_000).with(Resource.THREADS, 20);

    @ParameterizedTest
    @EnumSource(Version.class)
    void randomChangesAtRandomPlaces(Version version) throws InterruptedException {
        List<FunctionSymbol> functions = Image.of(version).functions();
        for (int seed = 0; seed < 1500; seed++) {
            Random random = new Random(seed);
            ModelTarget target = new ModelTarget(version, Site.values()[random.nextInt(Site.values().length)], SMALL);
            target.run(random.nextInt(1500));
            Pause pause = new Pause.Stepped();
            for (int i = 0; i < 20 && !(pause instanceof Pause.Ended); i++) {
                spoil(target, functions, random);
                pause = target.run(random.nextInt(5_000));
            }
            assertThat(target.goroutine()).isNotNull();
        }
    }

    private static void spoil(ModelTarget target, List<FunctionSymbol> functions, Random random) {
        Cpu cpu = target.cpu();
        FunctionSymbol function = functions.get(random.nextInt(functions.size()));
        switch (random.nextInt(6)) {
            case 0 -> cpu.rip = function.start() + (random.nextBoolean() ? 0 : random.nextInt(40));
            case 1 -> cpu.gpr[random.nextInt(16)] = value(cpu, random);
            case 2 -> cpu.gpr[13] = random.nextInt(Service.values().length + 2);
            case 3 -> cpu.fsBase = value(cpu, random);
            case 4 -> write(target, value(cpu, random), value(cpu, random));
            default -> {
                write(target, cpu.gpr[Cpu.RSP] - 8, cpu.rip);
                cpu.gpr[Cpu.RSP] -= 8;
                write(target, cpu.gpr[Cpu.RSP] - 16, random.nextInt(100_000));
                cpu.rip = target.addressOf(target.protocol().entrySymbol()).orElseThrow();
            }
        }
    }

    private static long value(Cpu cpu, Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> random.nextLong();
            case 1 -> random.nextInt(5000);
            case 2 -> cpu.gpr[random.nextInt(16)] + random.nextInt(64) - 32;
            case 3 -> 0xc001000000L + random.nextInt(0x10000);
            default -> 0xd000000000L + random.nextInt(256);
        };
    }

    private static void write(ModelTarget target, long address, long value) {
        try {
            target.memory().writeLong(address, value);
        } catch (GuestFault _) {
            // a debugger is told so, too
        }
    }

    @Test
    void everyBudgetEndsTheProcess() throws InterruptedException {
        assertThat(end(SMALL.with(Resource.INSTRUCTIONS, 1_000), "main.growStack", 100_000))
                .isEqualTo(new Outcome.BudgetExhausted(Resource.INSTRUCTIONS));
        assertThat(end(SMALL.with(Resource.INSTRUCTIONS, 10_000_000), "main.growStack", 100_000))
                .isEqualTo(new Outcome.BudgetExhausted(Resource.MEMORY_BYTES));
        assertThat(end(SMALL.with(Resource.WALL_MILLISECONDS, 0), "main.nop", 0))
                .isEqualTo(new Outcome.BudgetExhausted(Resource.WALL_MILLISECONDS));
    }

    /** Of a process that is sent into a function with one argument, as if main had called it. */
    private static Outcome end(Budget budget, String function, long argument) throws InterruptedException {
        ModelTarget target = new ModelTarget(Version.V2, Site.SAFE, budget);
        Pause pause = target.runTo(target.addressOf("main.target").orElseThrow(), 1);
        if (pause instanceof Pause.Reached) {
            target.cpu().gpr[Cpu.RAX] = argument;
            target.cpu().rip = target.addressOf(function).orElseThrow();
            pause = target.resume();
        }
        return ((Pause.Ended) pause).outcome();
    }

    @Test
    void anEndedProcessStaysSo() throws InterruptedException {
        ModelTarget target = new ModelTarget(Version.V2, Site.SAFE, Budget.DEFAULT);
        Pause end = new Pause.Ended(new Outcome.Exited(0));
        assertThat(target.resume()).isEqualTo(end);
        assertThat(target.resume()).isEqualTo(end);
        assertThat(target.step()).isEqualTo(end);
    }
}

package dev.whereabouts.amd64.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.cpu.FaultKind;
import dev.whereabouts.amd64.image.ElfSketch;
import dev.whereabouts.amd64.image.Symbol;
import dev.whereabouts.amd64.linux.budget.Budget;
import org.junit.jupiter.api.Test;

/** A process can be stopped, looked at, changed and stepped, and runs on as if it had not been. */
class InspectionTest {

    private static final int YIELD = 24;

    private final GuestCode code = new GuestCode();

    @Test
    void reachesAnAddressForTheKthTime() throws InterruptedException {
        // XOR EAX, EAX; loop: INC EAX; JMP loop
        code.bytes(0x31, 0xc0);
        long loop = code.here();
        GuestProcess process = code.bytes(0xff, 0xc0).jump(loop).process(Budget.DEFAULT);
        assertThat(process.runTo(loop, 1)).isEqualTo(new Pause.Reached(loop));
        assertThat(process.cpu().gpr[Cpu.RAX]).isZero();
        assertThat(process.runTo(loop, 5)).isEqualTo(new Pause.Reached(loop));
        assertThat(process.cpu().gpr[Cpu.RAX]).isEqualTo(5);
        assertThat(process.cpu().rip).isEqualTo(loop);
    }

    @Test
    void stopsBehindASystemCall() throws InterruptedException {
        code.call(YIELD);
        long behind = code.here();
        GuestProcess process = code.exit(0).process(Budget.DEFAULT);
        process.stopAt(behind);
        assertThat(process.resume()).isEqualTo(new Pause.Reached(behind));
        assertThat(process.resume()).isEqualTo(new Pause.Ended(new Outcome.Exited(0)));
    }

    @Test
    void stepsAsItRuns() throws InterruptedException {
        code.call(YIELD).bytes(0xb9, 100, 0, 0, 0);
        long loop = code.here();
        // LOOP
        code.bytes(0xe2, (int) (loop - loop - 2)).call(YIELD).exit(5);
        GuestProcess whole = code.process(Budget.DEFAULT);
        whole.run();
        GuestProcess stepped = code.process(Budget.DEFAULT);
        int steps = 0;
        while (!(stepped.step() instanceof Pause.Ended)) {
            steps++;
        }
        assertThat(stepped.outcome()).contains(new Outcome.Exited(5));
        assertThat(steps + 1L).isEqualTo(stepped.instructions()).isEqualTo(whole.instructions());
        assertThat(stepped.traceHash()).isEqualTo(whole.traceHash());
    }

    @Test
    void showsTrapsBeforeTheyAreSent() throws InterruptedException {
        GuestProcess process = code.bytes(0xcc).exit(9).process(Budget.DEFAULT);
        process.stopAtTraps(true);
        assertThat(process.resume()).isInstanceOfSatisfying(Pause.Trapped.class,
                trapped -> assertThat(trapped.fault().kind()).isEqualTo(FaultKind.BREAKPOINT));
        assertThat(process.cpu().rip).isEqualTo(ElfSketch.CODE + 1);
        assertThat(process.run()).isEqualTo(new Outcome.Exited(9));
    }

    @Test
    void sendsTrapsOtherwise() throws InterruptedException {
        assertThat(code.bytes(0xcc).exit(9).run(Budget.DEFAULT)).isEqualTo(new Outcome.Killed(5));
    }

    @Test
    void takesChangesOfRegistersAndMemory() throws InterruptedException {
        GuestProcess process = code.exit(9).process(Budget.DEFAULT);
        long call = code.here() - 2;
        process.stopAt(call);
        process.resume();
        process.cpu().gpr[Cpu.RDI] = 11;
        assertThat(process.run()).isEqualTo(new Outcome.Exited(11));
        process.memory().poke(ElfSketch.CODE, new byte[]{0x11}, 0, 1);
        assertThat(process.memory().readByte(ElfSketch.CODE)).isEqualTo(0x11);
    }

    @Test
    void knowsItsSymbols() {
        GuestProcess process = code.exit(0).process(Budget.DEFAULT);
        assertThat(process.addressOf("start")).hasValue(ElfSketch.CODE);
        assertThat(process.addressOf("end")).isEmpty();
        assertThat(process.symbolAt(process.cpu().rip)).map(Symbol::name).contains("start");
    }
}

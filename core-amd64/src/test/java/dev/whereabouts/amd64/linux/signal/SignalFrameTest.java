package dev.whereabouts.amd64.linux.signal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.cpu.Flags;
import dev.whereabouts.amd64.memory.GuestMemory;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A frame lies and reads as Linux lays it out, and brings back what it took, with whatever was changed. */
class SignalFrameTest {

    private static final long STACK = 0x7000_0000L;
    private static final long SIZE = 65_536;
    private static final long HANDLER = 0x40_1000;
    private static final long RESTORER = 0x40_2000;
    private static final long WITH_RESTORER = 0x0400_0004;
    private static final long ON_STACK = 0x0800_0000;
    private static final SignalInfo INFO = SignalInfo.at(Signal.SIGSEGV, SignalInfo.SEGV_ACCERR, 0x1234);
    private static final SignalFrame.LastTrap TRAP = new SignalFrame.LastTrap(14, 7, 0x1234);

    private final GuestMemory memory = new GuestMemory(1 << 20, 10);
    private final Cpu cpu = new Cpu();

    @BeforeEach
    void fill() {
        memory.map(STACK, SIZE, GuestMemory.READ | GuestMemory.WRITE);
        Random random = new Random(1);
        for (int i = 0; i < 16; i++) {
            cpu.gpr[i] = random.nextLong();
        }
        for (int i = 0; i < cpu.vector.length; i++) {
            cpu.vector[i] = random.nextLong();
        }
        for (int i = 0; i < 8; i++) {
            cpu.x87.significand[i] = random.nextLong();
            cpu.x87.signExponent[i] = random.nextInt(1 << 16);
        }
        cpu.x87.setStatusWord(3 << 11 | 0x41);
        cpu.x87.full = 0x5a;
        cpu.x87.control = 0x27f;
        cpu.mxcsr = 0x9fc0;
        cpu.gpr[Cpu.RSP] = STACK + SIZE - 1003;
        cpu.rip = 0x40_3000;
        cpu.setRflags(Flags.CF | Flags.DF | Flags.TF | Flags.ZF);
    }

    private static SignalAction action(long flags) {
        return new SignalAction(HANDLER, WITH_RESTORER | flags, RESTORER, 0);
    }

    private static Cpu copy(Cpu of) {
        Cpu copy = new Cpu();
        copy.copyFrom(of);
        return copy;
    }

    @Test
    void liesAsLinuxLaysIt() {
        Cpu before = copy(cpu);
        assertThat(new SignalFrame(memory, false).push(cpu, action(0), INFO, 0xab, AlternateStack.NONE, TRAP)).isTrue();
        long frame = cpu.gpr[Cpu.RSP];
        assertThat(frame % 16).isEqualTo(8);
        assertThat(cpu.rip).isEqualTo(HANDLER);
        assertThat(cpu.gpr[Cpu.RDI]).isEqualTo(11);
        assertThat(cpu.gpr[Cpu.RSI]).isEqualTo(frame + 312);
        assertThat(cpu.gpr[Cpu.RDX]).isEqualTo(frame + 8);
        assertThat(cpu.rflags() & (Flags.DF | Flags.TF)).isZero();
        // offsets of struct rt_sigframe, ucontext and sigcontext, as offsetof() gives them
        long context = frame + 8;
        assertThat(memory.readLong(frame)).isEqualTo(RESTORER);
        assertThat(memory.readLong(context)).isEqualTo(6);
        assertThat(memory.readLong(context + 40)).isEqualTo(before.gpr[8]);
        assertThat(memory.readLong(context + 104)).isEqualTo(before.gpr[Cpu.RDI]);
        assertThat(memory.readLong(context + 144)).isEqualTo(before.gpr[Cpu.RAX]);
        assertThat(memory.readLong(context + 160)).isEqualTo(before.gpr[Cpu.RSP]);
        assertThat(memory.readLong(context + 168)).isEqualTo(before.rip);
        assertThat(memory.readLong(context + 176)).isEqualTo(before.rflags());
        assertThat(memory.readLong(context + 184)).isEqualTo(0x002b_0000_0000_0033L);
        assertThat(memory.readLong(context + 192)).isEqualTo(7);
        assertThat(memory.readLong(context + 200)).isEqualTo(14);
        assertThat(memory.readLong(context + 216)).isEqualTo(0x1234);
        assertThat(memory.readLong(context + 296)).isEqualTo(0xab);
        assertThat(memory.readInt(frame + 312)).isEqualTo(11);
        assertThat(memory.readInt(frame + 320)).isEqualTo(2);
        assertThat(memory.readLong(frame + 328)).isEqualTo(0x1234);
        long floatingPoint = memory.readLong(context + 224);
        assertThat(floatingPoint % 64).isZero();
        assertThat(floatingPoint + 512).isLessThanOrEqualTo(before.gpr[Cpu.RSP] - 128);
        assertThat(memory.readShort(floatingPoint)).isEqualTo(0x27f);
        assertThat(memory.readShort(floatingPoint + 2)).isEqualTo(3 << 11 | 0x41);
        assertThat(memory.readLong(floatingPoint + 32)).isEqualTo(before.x87.significand[3]);
        assertThat(memory.readLong(floatingPoint + 160 + 16)).isEqualTo(before.vector[4]);
        assertThat(memory.readInt(floatingPoint + 464)).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void bringsBackWhatItTook(boolean hasAvx) {
        Cpu before = copy(cpu);
        SignalFrame frames = new SignalFrame(memory, hasAvx);
        frames.push(cpu, action(0), INFO, 0xab, AlternateStack.NONE, TRAP);
        Cpu other = new Cpu();
        other.gpr[Cpu.RSP] = cpu.gpr[Cpu.RSP] + 8;
        assertThat(frames.pop(other))
                .contains(new SignalFrame.Restored(0xab, Optional.of(AlternateStack.NONE)));
        assertThat(other.gpr).isEqualTo(before.gpr);
        assertThat(other.rip).isEqualTo(before.rip);
        assertThat(other.rflags()).isEqualTo(before.rflags());
        assertThat(other.mxcsr).isEqualTo(before.mxcsr);
        assertThat(other.x87.significand).isEqualTo(before.x87.significand);
        assertThat(other.x87.signExponent).isEqualTo(before.x87.signExponent);
        assertThat(other.x87.statusWord()).isEqualTo(before.x87.statusWord());
        assertThat(other.x87.full).isEqualTo(before.x87.full);
        for (int i = 0; i < cpu.vector.length; i++) {
            assertThat(other.vector[i]).isEqualTo(hasAvx || i % 4 < 2 ? before.vector[i] : 0);
        }
    }

    @Test
    void takesWhatAHandlerWrote() {
        SignalFrame frames = new SignalFrame(memory, false);
        frames.push(cpu, action(0), INFO, 0, AlternateStack.NONE, TRAP);
        long context = cpu.gpr[Cpu.RSP] + 8;
        memory.writeLong(context + 144, 77);
        memory.writeLong(context + 160, STACK);
        memory.writeLong(context + 168, 0x99);
        memory.writeLong(context + 176, Flags.OF | 0x3000);
        memory.writeLong(memory.readLong(context + 224) + 160, 5);
        memory.writeLong(context + 296, 0x55);
        cpu.gpr[Cpu.RSP] += 8;
        assertThat(frames.pop(cpu)).map(SignalFrame.Restored::mask).contains(0x55L);
        assertThat(cpu.gpr[Cpu.RAX]).isEqualTo(77);
        assertThat(cpu.gpr[Cpu.RSP]).isEqualTo(STACK);
        assertThat(cpu.rip).isEqualTo(0x99);
        // IOPL is not a program's to set
        assertThat(cpu.rflags()).isEqualTo(Flags.OF | Flags.IF | 2);
        assertThat(cpu.vector[0]).isEqualTo(5);
    }

    @Test
    void usesTheAlternateStackOnce() {
        memory.map(0x6000_0000, 16_384, GuestMemory.READ | GuestMemory.WRITE);
        AlternateStack alternate = new AlternateStack(0x6000_0000, 16_384);
        SignalFrame frames = new SignalFrame(memory, false);
        frames.push(cpu, action(ON_STACK), INFO, 0, alternate, TRAP);
        long first = cpu.gpr[Cpu.RSP];
        assertThat(first).isBetween(0x6000_0000L, 0x6000_4000L);
        frames.push(cpu, action(ON_STACK), INFO, 0, alternate, TRAP);
        assertThat(cpu.gpr[Cpu.RSP]).isBetween(0x6000_0000L, first - 512 - 128);
    }

    @Test
    void needsRoomAndARestorer() {
        Cpu before = copy(cpu);
        SignalFrame frames = new SignalFrame(memory, false);
        assertThat(frames.push(cpu, new SignalAction(HANDLER, 0, 0, 0), INFO, 0, AlternateStack.NONE, TRAP)).isFalse();
        AlternateStack small = new AlternateStack(STACK, 512);
        assertThat(frames.push(cpu, action(ON_STACK), INFO, 0, small, TRAP)).isFalse();
        assertThat(cpu.gpr).isEqualTo(before.gpr);
        cpu.gpr[Cpu.RSP] = STACK + 100;
        assertThat(frames.push(cpu, action(0), INFO, 0, AlternateStack.NONE, TRAP)).isFalse();
        cpu.gpr[Cpu.RSP] = 16;
        assertThat(frames.pop(cpu)).isEmpty();
    }
}

package dev.whereabouts.amd64.linux.signal;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.cpu.Flags;
import dev.whereabouts.amd64.cpu.GuestFault;
import dev.whereabouts.amd64.memory.GuestMemory;
import java.util.Optional;

/**
 * The frame of a handler: {@code struct rt_sigframe} of x86-64, which holds the address to return to, a {@code ucontext} and a {@code siginfo};
 * the floating-point state lies above it (asm/sigframe.h, asm/ucontext.h, asm/sigcontext.h; AMD64 psABI, section 3.2.2 for the red zone).
 */
public final class SignalFrame {

    private static final int RED_ZONE = 128;
    private static final int CONTEXT = 8;
    private static final int STACK = CONTEXT + 16;
    private static final int REGISTERS = CONTEXT + 40;
    private static final int RIP = REGISTERS + 128;
    private static final int EFLAGS = REGISTERS + 136;
    private static final int SEGMENTS = REGISTERS + 144;
    private static final int ERROR = REGISTERS + 152;
    private static final int TRAP = REGISTERS + 160;
    private static final int OLD_MASK = REGISTERS + 168;
    private static final int CR2 = REGISTERS + 176;
    private static final int FLOATING_POINT = REGISTERS + 184;
    private static final int MASK = CONTEXT + 296;
    private static final int INFO = CONTEXT + 304;
    private static final int SIZE = INFO + SignalInfo.SIZE;

    /** UC_FP_XSTATE. */
    private static final int WITH_XSAVE = 1;
    /** UC_SIGCONTEXT_SS and UC_STRICT_RESTORE_SS: the frame has the stack segment, and it is taken from there. */
    private static final int WITH_STACK_SEGMENT = 6;
    /** CS 0x33, GS 0, FS 0, SS 0x2b. */
    private static final long SEGMENT_VALUES = 0x002b_0000_0000_0033L;

    /** The general registers in the order of {@code struct sigcontext}. */
    private static final int[] ORDER = {8, 9, 10, 11, 12, 13, 14, 15, Cpu.RDI, Cpu.RSI, Cpu.RBP, Cpu.RBX, Cpu.RDX,
            Cpu.RAX, Cpu.RCX, Cpu.RSP};

    private final GuestMemory memory;
    private final boolean hasAvx;

    /** @param hasAvx whether CPUID reports AVX, so that frames hold the upper halves too */
    public SignalFrame(GuestMemory memory, boolean hasAvx) {
        this.memory = memory;
        this.hasAvx = hasAvx;
    }

    /**
     * What the kernel remembers of a thread's last exception.
     *
     * @param vector  of the exception
     * @param error   its error code
     * @param address CR2
     */
    public record LastTrap(int vector, long error, long address) {

        /** Of a thread that had none. */
        public static final LastTrap NONE = new LastTrap(0, 0, 0);
    }

    /** What {@code rt_sigreturn} restores beside the registers. @param stack empty where what the frame holds is none that could be set */
    public record Restored(long mask, Optional<AlternateStack> stack) {}

    /**
     * Makes a thread run a handler: pushes a frame and sets the registers that the handler begins with.
     *
     * @param mask what is blocked again when the handler returns
     * @return whether there was room; if not, the thread is unchanged
     */
    public boolean push(Cpu cpu, SignalAction action, SignalInfo info, long mask, AlternateStack stack,
            LastTrap trap) {
        long stackPointer = cpu.gpr[Cpu.RSP];
        boolean isOnStack = stack.holds(stackPointer);
        long top = stackPointer - RED_ZONE;
        boolean switches = action.usesAlternateStack() && stack.flags(stackPointer) == 0;
        if (switches) {
            top = stack.base() + stack.size();
        }
        long floatingPoint = top - FloatingPointState.size(hasAvx) & -64;
        long frame = (floatingPoint - SIZE & -16) - 8;
        boolean overflows = (isOnStack || switches) && !stack.holds(frame);
        if ((action.flags() & SignalAction.SA_RESTORER) == 0 || overflows) {
            return false;
        }
        try {
            FloatingPointState.save(cpu, memory, floatingPoint, hasAvx);
            memory.write(frame, new byte[SIZE], 0, SIZE);
            memory.writeLong(frame, action.restorer());
            memory.writeLong(frame + CONTEXT, WITH_STACK_SEGMENT | (hasAvx ? WITH_XSAVE : 0));
            stack.write(memory, frame + STACK, stackPointer);
            for (int i = 0; i < ORDER.length; i++) {
                memory.writeLong(frame + REGISTERS + 8 * i, cpu.gpr[ORDER[i]]);
            }
            memory.writeLong(frame + RIP, cpu.rip);
            memory.writeLong(frame + EFLAGS, cpu.rflags());
            memory.writeLong(frame + SEGMENTS, SEGMENT_VALUES);
            memory.writeLong(frame + ERROR, trap.error());
            memory.writeLong(frame + TRAP, trap.vector());
            memory.writeLong(frame + OLD_MASK, mask);
            memory.writeLong(frame + CR2, trap.address());
            memory.writeLong(frame + FLOATING_POINT, floatingPoint);
            memory.writeLong(frame + MASK, mask);
            info.write(memory, frame + INFO);
        } catch (GuestFault e) {
            return false;
        }
        cpu.gpr[Cpu.RDI] = info.number();
        cpu.gpr[Cpu.RSI] = frame + INFO;
        cpu.gpr[Cpu.RDX] = frame + CONTEXT;
        cpu.gpr[Cpu.RAX] = 0;
        cpu.gpr[Cpu.RSP] = frame;
        cpu.rip = action.handler();
        cpu.setRflags(cpu.rflags() & ~(Flags.DF | Flags.TF));
        return true;
    }

    /**
     * Loads the registers from the frame that a handler returns by, whatever the handler made of them.
     *
     * @return empty if the frame cannot be read or holds a state that the registers cannot have; then the kernel ends the process with SIGSEGV
     */
    public Optional<Restored> pop(Cpu cpu) {
        // the handler's RET has taken the restorer's address
        long frame = cpu.gpr[Cpu.RSP] - 8;
        try {
            long[] registers = new long[ORDER.length];
            for (int i = 0; i < ORDER.length; i++) {
                registers[i] = memory.readLong(frame + REGISTERS + 8 * i);
            }
            long rip = memory.readLong(frame + RIP);
            long eflags = memory.readLong(frame + EFLAGS);
            long floatingPoint = memory.readLong(frame + FLOATING_POINT);
            long mask = memory.readLong(frame + MASK);
            long base = memory.readLong(frame + STACK);
            int flags = memory.readInt(frame + STACK + 8);
            long size = memory.readLong(frame + STACK + 16);
            if (floatingPoint == 0) {
                FloatingPointState.reset(cpu);
            } else if (!FloatingPointState.restore(cpu, memory, floatingPoint, hasAvx)) {
                return Optional.empty();
            }
            for (int i = 0; i < ORDER.length; i++) {
                cpu.gpr[ORDER[i]] = registers[i];
            }
            cpu.rip = rip;
            cpu.setRflags(eflags);
            return Optional.of(new Restored(mask, stack(base, flags, size)));
        } catch (GuestFault e) {
            return Optional.empty();
        }
    }

    private static Optional<AlternateStack> stack(long base, int flags, long size) {
        if ((flags & AlternateStack.DISABLE) != 0) {
            return Optional.of(AlternateStack.NONE);
        }
        return size < AlternateStack.MIN_SIZE ? Optional.empty() : Optional.of(new AlternateStack(base, size));
    }
}

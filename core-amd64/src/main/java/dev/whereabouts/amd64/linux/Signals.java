package dev.whereabouts.amd64.linux;

import dev.whereabouts.amd64.cpu.FaultKind;
import dev.whereabouts.amd64.cpu.GuestFault;
import dev.whereabouts.amd64.linux.abi.Errno;
import dev.whereabouts.amd64.linux.signal.PendingSignals;
import dev.whereabouts.amd64.linux.signal.Signal;
import dev.whereabouts.amd64.linux.signal.SignalAction;
import dev.whereabouts.amd64.linux.signal.SignalFrame;
import dev.whereabouts.amd64.linux.signal.SignalInfo;
import dev.whereabouts.amd64.memory.GuestMemory;
import java.util.Arrays;
import java.util.Optional;

/** Sends signals, and lets threads take them: a handler's frame, or the default (signal(7); kernel/signal.c for the order). */
final class Signals {

    static final long UNBLOCKABLE = Signal.SIGKILL.bit() | Signal.SIGSTOP.bit();

    private static final int SYSCALL_BYTES = 2;

    private final SignalFrame frames;
    private final GuestMemory memory;
    private final Threads threads;
    private final SignalAction[] actions = new SignalAction[Signal.LAST + 1];
    private final PendingSignals shared = new PendingSignals();

    Signals(GuestMemory memory, Threads threads, SignalFrame frames) {
        this.memory = memory;
        this.threads = threads;
        this.frames = frames;
        Arrays.fill(actions, SignalAction.INITIAL);
    }

    SignalFrame frames() {
        return frames;
    }

    SignalAction action(int number) {
        return actions[number];
    }

    /** What is pending and ignored from now on is dropped. */
    void setAction(int number, SignalAction action) {
        actions[number] = new SignalAction(action.handler(), action.flags(), action.restorer(),
                action.mask() & ~UNBLOCKABLE);
        if (action.ignores(number)) {
            shared.drop(number);
            threads.all().forEach(thread -> thread.pending.drop(number));
        }
    }

    /** Everything that is pending for a thread. */
    long pending(GuestThread thread) {
        return thread.pending.set() | shared.set();
    }

    /** @return false if too many are queued */
    boolean send(GuestThread to, SignalInfo info) {
        return isDropped(to, info.number()) || to.pending.add(info);
    }

    /** Sends to the process: whichever thread does not block it takes it. */
    boolean sendToProcess(SignalInfo info) {
        return isDropped(threads.first(), info.number()) || shared.add(info);
    }

    private boolean isDropped(GuestThread to, int number) {
        return (to.mask & Signal.bit(number)) == 0 && actions[number].ignores(number);
    }

    /** Takes a pending signal of a set, as {@code rt_sigtimedwait} does; null if there is none. */
    SignalInfo take(GuestThread thread, long wanted) {
        SignalInfo own = thread.pending.take(wanted);
        return own != null ? own : shared.take(wanted);
    }

    private SignalInfo takeUnblocked(GuestThread thread) {
        if ((pending(thread) & ~thread.mask) == 0) {
            return null;
        }
        SignalInfo own = thread.pending.take(~thread.mask);
        if (own != null) {
            return own;
        }
        // the first thread is asked first, as the kernel does
        GuestThread first = threads.first();
        long others = first == thread || first.isOver ? -1 : first.mask;
        return shared.take(~thread.mask & others);
    }

    /**
     * Lets a thread take all signals that it does not block, each on a frame of its own.
     *
     * @return the outcome if one of them ends the process, else null
     */
    Outcome deliver(GuestThread thread) {
        for (SignalInfo info = takeUnblocked(thread); info != null; info = takeUnblocked(thread)) {
            int number = info.number();
            SignalAction action = actions[number];
            if (action.ignores(number)) {
                continue;
            }
            if (!action.isHandler()) {
                return end(number);
            }
            if (thread.wait != null) {
                interrupt(thread, action);
            }
            long saved = thread.maskToRestore != null ? thread.maskToRestore : thread.mask;
            if (!frames.push(thread.cpu, action, info, saved, thread.alternateStack, thread.lastTrap)) {
                return new Outcome.Killed(Signal.SIGSEGV.number());
            }
            thread.maskToRestore = null;
            thread.mask = (thread.mask | action.blocked(number)) & ~UNBLOCKABLE;
            if (action.resets()) {
                actions[number] = SignalAction.INITIAL;
            }
        }
        return null;
    }

    private static Outcome end(int number) {
        return switch (Signal.defaultOf(number)) {
            case TERMINATE, CORE -> new Outcome.Killed(number);
            // nobody is there who could continue it
            case STOP -> new Outcome.Deadlocked();
            case IGNORE -> null;
        };
    }

    private static void interrupt(GuestThread thread, SignalAction action) {
        boolean restarts = thread.wait.restarts() && action.restarts();
        thread.abandon(restarts ? thread.call : -Errno.EINTR);
        if (restarts) {
            thread.cpu.rip -= SYSCALL_BYTES;
        }
    }

    /**
     * Sends what the kernel sends for an exception. If the thread blocks or ignores it, the process is over.
     *
     * @return the outcome, or null
     */
    Outcome raise(GuestThread thread, GuestFault fault) {
        long rip = thread.cpu.rip;
        boolean isPage = fault.kind() == FaultKind.PAGE;
        boolean isMapped = isPage && memory.accessAt(fault.address()) >= 0;
        boolean isUser = fault.address() >>> 47 == 0;
        Signal signal = Signal.of(fault.kind());
        SignalInfo info = switch (fault.kind()) {
            case PAGE -> SignalInfo.at(signal,
                    isMapped && isUser ? SignalInfo.SEGV_ACCERR : SignalInfo.SEGV_MAPERR, fault.address());
            case DIVIDE_ERROR -> SignalInfo.at(signal, SignalInfo.FPE_INTDIV, rip);
            case X87 -> SignalInfo.at(signal,
                    floatingPointCode(thread.cpu.x87.status & ~thread.cpu.x87.control), rip);
            case SIMD -> SignalInfo.at(signal, floatingPointCode(thread.cpu.mxcsr & ~(thread.cpu.mxcsr >> 7)),
                    rip);
            case INVALID_OPCODE -> SignalInfo.at(signal, SignalInfo.ILL_ILLOPN, rip);
            case DEBUG -> SignalInfo.at(signal, SignalInfo.TRAP_TRACE, rip);
            case BREAKPOINT, GENERAL_PROTECTION, STACK -> SignalInfo.kernel(signal);
            case ALIGNMENT -> SignalInfo.at(signal, SignalInfo.BUS_ADRALN, 0);
        };
        thread.lastTrap = new SignalFrame.LastTrap(fault.kind().vector(),
                isPage ? errorCode(fault, !isUser || isMapped && memory.isTouched(fault.address())) : 0,
                isPage ? fault.address() : thread.lastTrap.address());
        return force(thread, info);
    }

    /** Sends a signal that the thread must take now. @return the outcome if it cannot, else null */
    Outcome force(GuestThread thread, SignalInfo info) {
        int number = info.number();
        if ((thread.mask & Signal.bit(number)) != 0 || !actions[number].isHandler()) {
            return new Outcome.Killed(number);
        }
        thread.pending.drop(number);
        thread.pending.add(info);
        return null;
    }

    /** Of a page fault: present, write, user, instruction fetch (SDM volume 3, section 4.7). */
    private static long errorCode(GuestFault fault, boolean isPresent) {
        return 4 | (isPresent ? 1 : 0) | switch (fault.access()) {
            case READ -> 0;
            case WRITE -> 2;
            case EXECUTE -> 16;
        };
    }

    /** Of unmasked exceptions as status bits: invalid, denormal, zero divide, overflow, underflow, precision. */
    private static int floatingPointCode(int exceptions) {
        if ((exceptions & 1) != 0) {
            return SignalInfo.FPE_FLTINV;
        }
        if ((exceptions & 4) != 0) {
            return SignalInfo.FPE_FLTDIV;
        }
        if ((exceptions & 8) != 0) {
            return SignalInfo.FPE_FLTOVF;
        }
        if ((exceptions & 0x12) != 0) {
            return SignalInfo.FPE_FLTUND;
        }
        return (exceptions & 32) != 0 ? SignalInfo.FPE_FLTRES : 0;
    }

    /** Loads a handler's frame. @return the outcome if it is none, else null */
    Outcome returnFromHandler(GuestThread thread) {
        Optional<SignalFrame.Restored> restored = frames.pop(thread.cpu);
        if (restored.isEmpty()) {
            return new Outcome.Killed(Signal.SIGSEGV.number());
        }
        thread.mask = restored.get().mask() & ~UNBLOCKABLE;
        restored.get().stack().ifPresent(stack -> thread.alternateStack = stack);
        return null;
    }
}

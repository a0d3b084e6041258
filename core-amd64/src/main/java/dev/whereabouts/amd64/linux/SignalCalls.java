package dev.whereabouts.amd64.linux;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.linux.abi.Errno;
import dev.whereabouts.amd64.linux.abi.Failure;
import dev.whereabouts.amd64.linux.signal.AlternateStack;
import dev.whereabouts.amd64.linux.signal.Signal;
import dev.whereabouts.amd64.linux.signal.SignalAction;
import dev.whereabouts.amd64.linux.signal.SignalInfo;
import dev.whereabouts.amd64.memory.GuestMemory;

/** System calls on signals: rt_sigaction(2) and its like, kill(2), sigaltstack(2). */
final class SignalCalls {

    private static final int SET_BYTES = 8;
    private static final int BLOCK = 0;
    private static final int UNBLOCK = 1;
    private static final int SET = 2;

    private final Kernel kernel;
    private final GuestMemory memory;
    private final Signals signals;

    SignalCalls(Kernel kernel) {
        this.kernel = kernel;
        memory = kernel.memory;
        signals = kernel.signals;
    }

    private static void checkSetSize(long bytes) {
        if (bytes != SET_BYTES) {
            throw new Failure(Errno.EINVAL);
        }
    }

    private static void checkNumber(int number) {
        if (number < 1 || number > Signal.LAST) {
            throw new Failure(Errno.EINVAL);
        }
    }

    long action(int number, long from, long old, long bytes) {
        checkSetSize(bytes);
        checkNumber(number);
        if (from != 0 && (Signal.bit(number) & Signals.UNBLOCKABLE) != 0) {
            throw new Failure(Errno.EINVAL);
        }
        SignalAction action = from == 0 ? null : SignalAction.read(memory, from);
        if (old != 0) {
            signals.action(number).write(memory, old);
        }
        if (action != null) {
            signals.setAction(number, action);
        }
        return 0;
    }

    long mask(GuestThread thread, int how, long from, long old, long bytes) {
        checkSetSize(bytes);
        long before = thread.mask;
        if (from != 0) {
            long given = memory.readLong(from);
            thread.mask = ~Signals.UNBLOCKABLE & switch (how) {
                case BLOCK -> before | given;
                case UNBLOCK -> before & ~given;
                case SET -> given;
                default -> throw new Failure(Errno.EINVAL);
            };
        }
        if (old != 0) {
            memory.writeLong(old, before);
        }
        return 0;
    }

    long pending(GuestThread thread, long to) {
        memory.writeLong(to, signals.pending(thread) & thread.mask);
        return 0;
    }

    /** Blocks other signals until a handler has run. */
    long suspend(GuestThread thread, long from, long bytes) {
        checkSetSize(bytes);
        replaceMask(thread, memory.readLong(from));
        return pause(thread);
    }

    /** Another mask for one call; restored behind the handler that interrupts it, or when the call is done. */
    static void replaceMask(GuestThread thread, long mask) {
        thread.maskToRestore = thread.mask;
        thread.mask = mask & ~Signals.UNBLOCKABLE;
    }

    long pause(GuestThread thread) {
        return kernel.await(thread, Wait.until(Wait.NEVER));
    }

    long await(GuestThread thread, long set, long info, long timeout, long bytes) {
        checkSetSize(bytes);
        long wanted = memory.readLong(set) & ~Signals.UNBLOCKABLE;
        long deadline = timeout == 0 ? Wait.NEVER : kernel.clock.after(TimeCalls.read(memory, timeout));
        return kernel.await(thread, new Wait(() -> {
            SignalInfo taken = signals.take(thread, wanted);
            if (taken == null) {
                return Wait.PENDING;
            }
            if (info != 0) {
                taken.write(memory, info);
            }
            return taken.number();
        }, deadline, -Errno.EAGAIN, false, () -> {}));
    }

    long returnFromHandler(GuestThread thread) {
        kernel.end(signals.returnFromHandler(thread));
        return Kernel.NO_RESULT;
    }

    long alternateStack(GuestThread thread, long from, long old) {
        long stackPointer = thread.cpu.gpr[Cpu.RSP];
        AlternateStack before = thread.alternateStack;
        if (from != 0) {
            long base = memory.readLong(from);
            int flags = memory.readInt(from + 8);
            long size = memory.readLong(from + 16);
            if (before.holds(stackPointer)) {
                throw new Failure(Errno.EPERM);
            }
            if ((flags & ~(AlternateStack.ON_STACK | AlternateStack.DISABLE)) != 0) {
                throw new Failure(Errno.EINVAL);
            }
            boolean isDisabled = (flags & AlternateStack.DISABLE) != 0;
            if (!isDisabled && size < AlternateStack.MIN_SIZE) {
                throw new Failure(Errno.ENOMEM);
            }
            thread.alternateStack = isDisabled ? AlternateStack.NONE : new AlternateStack(base, size);
        }
        if (old != 0) {
            before.write(memory, old, stackPointer);
        }
        return 0;
    }

    /** {@code kill}: there is one process, alone in its group. */
    long kill(int process, int number) {
        if (process != Identity.PROCESS && process != 0 && process != -Identity.PROCESS) {
            throw new Failure(Errno.ESRCH);
        }
        if (number != 0) {
            checkNumber(number);
            queued(signals.sendToProcess(
                    SignalInfo.sent(number, SignalInfo.SI_USER, Identity.PROCESS, Identity.USER)));
        }
        return 0;
    }

    long killThread(int id, int number) {
        GuestThread target = target(id);
        if (number != 0) {
            checkNumber(number);
            queued(signals.send(target,
                    SignalInfo.sent(number, SignalInfo.SI_TKILL, Identity.PROCESS, Identity.USER)));
        }
        return 0;
    }

    private GuestThread target(int id) {
        GuestThread target = kernel.threads.find(id);
        if (target == null) {
            throw new Failure(Errno.ESRCH);
        }
        return target;
    }

    private static void queued(boolean isQueued) {
        if (!isQueued) {
            throw new Failure(Errno.EAGAIN);
        }
    }

    long killThread(int process, int id, int number) {
        if (process != Identity.PROCESS) {
            throw new Failure(Errno.ESRCH);
        }
        return killThread(id, number);
    }

    long queue(int process, int number, long info) {
        if (process != Identity.PROCESS) {
            throw new Failure(Errno.ESRCH);
        }
        queued(signals.sendToProcess(read(number, info)));
        return 0;
    }

    long queueToThread(int process, int id, int number, long info) {
        if (process != Identity.PROCESS) {
            throw new Failure(Errno.ESRCH);
        }
        queued(signals.send(target(id), read(number, info)));
        return 0;
    }

    private SignalInfo read(int number, long info) {
        checkNumber(number);
        SignalInfo given = SignalInfo.read(memory, info);
        return new SignalInfo(number, given.code(), given.first(), given.second());
    }
}

package dev.whereabouts.amd64.linux;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.cpu.GuestFault;
import dev.whereabouts.amd64.linux.abi.Errno;
import dev.whereabouts.amd64.linux.abi.Failure;
import dev.whereabouts.amd64.memory.GuestMemory;

/** System calls on threads: clone(2), exit(2), futex(2), set_robust_list(2). */
final class ThreadCalls {

    private static final long CLONE_VM = 0x100;
    private static final long CLONE_SIGHAND = 0x800;
    private static final long CLONE_THREAD = 0x10000;
    private static final long CLONE_SETTLS = 0x80000;
    private static final long CLONE_PARENT_SETTID = 0x100000;
    private static final long CLONE_CHILD_CLEARTID = 0x200000;
    private static final long CLONE_CHILD_SETTID = 0x1000000;
    private static final long A_THREAD = CLONE_VM | CLONE_SIGHAND | CLONE_THREAD;

    private static final int CLONE_ARGUMENTS = 64;

    private static final int FUTEX_COMMAND = 127;
    private static final int FUTEX_REALTIME = 256;
    private static final int ROBUST_LIST_HEAD = 24;
    private static final int MAX_ROBUST = 2048;
    private static final int FUTEX_OWNER_DIED = 0x4000_0000;
    private static final int FUTEX_WAITERS = 0x8000_0000;
    private static final int FUTEX_OWNER = 0x3fff_ffff;

    private final Kernel kernel;
    private final GuestMemory memory;
    /** What the first thread ended with, if it has. */
    private int firstCode;

    ThreadCalls(Kernel kernel) {
        this.kernel = kernel;
        memory = kernel.memory;
    }

    /** Whether the flags ask for a thread, rather than for a process. */
    static boolean isThread(long flags) {
        return (flags & A_THREAD) == A_THREAD;
    }

    long clone(GuestThread parent, long flags, long stackPointer, long parentId, long childId, long tls) {
        GuestThread child = kernel.threads.start(parent.name);
        child.cpu.copyFrom(parent.cpu);
        child.cpu.gpr[Cpu.RAX] = 0;
        if (stackPointer != 0) {
            child.cpu.gpr[Cpu.RSP] = stackPointer;
        }
        child.mask = parent.mask;
        if ((flags & CLONE_SETTLS) != 0) {
            child.cpu.fsBase = tls;
        }
        if ((flags & CLONE_CHILD_CLEARTID) != 0) {
            child.clearOnExit = childId;
        }
        if ((flags & CLONE_PARENT_SETTID) != 0) {
            memory.writeInt(parentId, child.id);
        }
        if ((flags & CLONE_CHILD_SETTID) != 0) {
            memory.writeInt(childId, child.id);
        }
        return child.id;
    }

    /** The flags of {@code clone3}. */
    long flags(long arguments, long size) {
        if (size < CLONE_ARGUMENTS) {
            throw new Failure(Errno.EINVAL);
        }
        return memory.readLong(arguments);
    }

    long clone3(GuestThread parent, long arguments) {
        long stack = memory.readLong(arguments + 40);
        long stackSize = memory.readLong(arguments + 48);
        return clone(parent, memory.readLong(arguments), stack == 0 ? 0 : stack + stackSize,
                memory.readLong(arguments + 24), memory.readLong(arguments + 16), memory.readLong(arguments + 56));
    }

    /** Ends a thread; with the last one the process ends, with the first thread's code. */
    long exit(GuestThread thread, int code) {
        releaseRobust(thread);
        if (thread.clearOnExit != 0) {
            try {
                memory.writeInt(thread.clearOnExit, 0);
                kernel.futexes.wake(thread.clearOnExit, 1, Futexes.ALL);
            } catch (GuestFault | Failure e) {
                // the guest gave an address that is none; the kernel does not mind either
            }
        }
        if (thread == kernel.threads.first()) {
            firstCode = code & 0xff;
        }
        kernel.threads.end(thread);
        if (kernel.threads.alive() == 0) {
            kernel.end(new Outcome.Exited(firstCode));
        }
        return Kernel.NO_RESULT;
    }

    /** Marks the locks that the thread still holds, and wakes who waits for them (Documentation/locking/robust-futex-ABI.rst). */
    private void releaseRobust(GuestThread thread) {
        if (thread.robustList == 0) {
            return;
        }
        try {
            long offset = memory.readLong(thread.robustList + 8);
            long entry = memory.readLong(thread.robustList);
            for (int i = 0; i < MAX_ROBUST && (entry & ~1) != thread.robustList; i++) {
                long word = (entry & ~1) + offset;
                int value = memory.readInt(word);
                if ((value & FUTEX_OWNER) == thread.id) {
                    memory.writeInt(word, value & FUTEX_WAITERS | FUTEX_OWNER_DIED);
                    if ((value & FUTEX_WAITERS) != 0) {
                        kernel.futexes.wake(word, 1, Futexes.ALL);
                    }
                }
                entry = memory.readLong(entry & ~1);
            }
        } catch (GuestFault | Failure e) {
            // a damaged list is the guest's affair
        }
    }

    long setRobustList(GuestThread thread, long head, long size) {
        if (size != ROBUST_LIST_HEAD) {
            throw new Failure(Errno.EINVAL);
        }
        thread.robustList = head;
        return 0;
    }

    long futex(GuestThread thread, long address, int operation, int value, long fourth, long second, int last) {
        boolean isRealTime = (operation & FUTEX_REALTIME) != 0;
        return switch (operation & FUTEX_COMMAND) {
            case 0 -> kernel.await(thread, kernel.futexes.waiting(address, value, Futexes.ALL,
                    fourth == 0 ? Wait.NEVER : kernel.clock.after(TimeCalls.read(memory, fourth))));
            case 1 -> kernel.futexes.wake(address, value, Futexes.ALL);
            case 3 -> kernel.futexes.requeue(address, value, second, (int) fourth);
            case 4 -> {
                if (memory.readInt(address) != last) {
                    throw new Failure(Errno.EAGAIN);
                }
                yield kernel.futexes.requeue(address, value, second, (int) fourth);
            }
            case 5 -> wakeOperation(address, value, (int) fourth, second, last);
            case 9 -> kernel.await(thread, kernel.futexes.waiting(address, value, last,
                    fourth == 0 ? Wait.NEVER : deadline(TimeCalls.read(memory, fourth), isRealTime)));
            case 10 -> kernel.futexes.wake(address, value, last);
            default -> throw new Failure(Errno.ENOSYS);
        };
    }

    private static long deadline(long time, boolean isRealTime) {
        return isRealTime ? VirtualClock.monotonic(time) : time;
    }

    /** FUTEX_WAKE_OP: changes a second word, wakes the first's waiters, and the second's if its old value compares. */
    private long wakeOperation(long address, int wakes, int secondWakes, long second, int encoded) {
        int operand = encoded << 8 >> 20;
        if ((encoded & 0x8000_0000) != 0) {
            operand = 1 << operand;
        }
        int old = memory.readInt(second);
        int changed = switch (encoded >>> 28 & 7) {
            case 0 -> operand;
            case 1 -> old + operand;
            case 2 -> old | operand;
            case 3 -> old & ~operand;
            case 4 -> old ^ operand;
            default -> throw new Failure(Errno.ENOSYS);
        };
        int compared = encoded << 20 >> 20;
        boolean holds = switch (encoded >>> 24 & 15) {
            case 0 -> old == compared;
            case 1 -> old != compared;
            case 2 -> old < compared;
            case 3 -> old <= compared;
            case 4 -> old > compared;
            case 5 -> old >= compared;
            default -> throw new Failure(Errno.ENOSYS);
        };
        memory.writeInt(second, changed);
        int woken = kernel.futexes.wake(address, wakes, Futexes.ALL);
        return holds ? woken + kernel.futexes.wake(second, secondWakes, Futexes.ALL) : woken;
    }
}

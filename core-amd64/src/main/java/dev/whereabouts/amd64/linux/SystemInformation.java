package dev.whereabouts.amd64.linux;

import dev.whereabouts.amd64.linux.abi.Errno;
import dev.whereabouts.amd64.linux.abi.Failure;
import dev.whereabouts.amd64.memory.GuestMemory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** System calls that tell about the machine and the process, or set what a thread is told later. */
final class SystemInformation {

    private static final int ARCH_SET_GS = 0x1001;
    private static final int ARCH_SET_FS = 0x1002;
    private static final int ARCH_GET_FS = 0x1003;
    private static final int ARCH_GET_GS = 0x1004;
    private static final int PR_GET_DUMPABLE = 3;
    private static final int PR_SET_NAME = 15;
    private static final int PR_GET_NAME = 16;
    private static final int NAME_BYTES = 16;
    private static final int NAME_FIELD = 65;
    private static final int SYSTEM_BYTES = 112;
    private static final int LIMITS = 16;
    private static final int LIMIT_STACK = 3;
    private static final int LIMIT_CORE = 4;
    private static final int LIMIT_FILES = 7;
    private static final long UNLIMITED = -1;

    private final Kernel kernel;
    private final GuestMemory memory;

    SystemInformation(Kernel kernel) {
        this.kernel = kernel;
        memory = kernel.memory;
    }

    long names(long to) {
        String[] names = {Identity.SYSTEM, Identity.HOST, Identity.RELEASE, Identity.VERSION, Identity.MACHINE,
                "(none)"};
        byte[] bytes = new byte[NAME_FIELD * names.length];
        for (int i = 0; i < names.length; i++) {
            byte[] name = GuestText.bytes(names[i]);
            System.arraycopy(name, 0, bytes, NAME_FIELD * i, name.length);
        }
        memory.write(to, bytes, 0, bytes.length);
        return 0;
    }

    /** {@code struct sysinfo}: the machine has as much memory as the guest may touch. */
    long system(long to) {
        ByteBuffer bytes = ByteBuffer.allocate(SYSTEM_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(0, kernel.clock.now() / VirtualClock.SECOND);
        bytes.putLong(32, kernel.budget.memoryBytes());
        bytes.putLong(40, kernel.budget.memoryBytes() - memory.touchedBytes());
        bytes.putShort(80, (short) 1);
        bytes.putInt(104, 1);
        memory.write(to, bytes.array(), 0, SYSTEM_BYTES);
        return 0;
    }

    /** {@code sched_getaffinity}: all processors. @return bytes written */
    long processors(long size, long to) {
        int words = (kernel.program.processors() + 63) / 64;
        if (size < 8L * words || size % 8 != 0) {
            throw new Failure(Errno.EINVAL);
        }
        for (int i = 0; i < words; i++) {
            int left = kernel.program.processors() - 64 * i;
            memory.writeLong(to + 8L * i, left >= 64 ? -1 : (1L << left) - 1);
        }
        return 8L * words;
    }

    long processor(long processor, long node) {
        if (processor != 0) {
            memory.writeInt(processor, 0);
        }
        if (node != 0) {
            memory.writeInt(node, 0);
        }
        return 0;
    }

    /** {@code prlimit64}: limits are told; setting one has no effect, since the budget is what bounds. */
    long limits(int process, int resource, long from, long old) {
        if (process != 0 && process != Identity.PROCESS) {
            throw new Failure(Errno.ESRCH);
        }
        if (resource < 0 || resource >= LIMITS) {
            throw new Failure(Errno.EINVAL);
        }
        if (from != 0) {
            memory.readLong(from + 8);
        }
        if (old != 0) {
            memory.writeLong(old, switch (resource) {
                case LIMIT_STACK -> AddressSpace.STACK_SIZE;
                case LIMIT_CORE -> 0;
                case LIMIT_FILES -> kernel.descriptors.maxOpen();
                default -> UNLIMITED;
            });
            memory.writeLong(old + 8, resource == LIMIT_FILES ? kernel.descriptors.maxOpen() : UNLIMITED);
        }
        return 0;
    }

    /** {@code arch_prctl}: the bases of FS and GS. */
    long segments(GuestThread thread, int what, long value) {
        switch (what) {
            case ARCH_SET_FS, ARCH_SET_GS -> {
                if (value >>> 47 != 0) {
                    throw new Failure(Errno.EPERM);
                }
                if (what == ARCH_SET_FS) {
                    thread.cpu.fsBase = value;
                } else {
                    thread.cpu.gsBase = value;
                }
            }
            case ARCH_GET_FS -> memory.writeLong(value, thread.cpu.fsBase);
            case ARCH_GET_GS -> memory.writeLong(value, thread.cpu.gsBase);
            default -> throw new Failure(Errno.EINVAL);
        }
        return 0;
    }

    /** {@code prctl}: the thread's name. */
    long thread(GuestThread thread, int what, long argument) {
        switch (what) {
            case PR_SET_NAME -> {
                String name = GuestText.path(memory, argument);
                thread.name = name.substring(0, Math.min(NAME_BYTES - 1, name.length()));
            }
            case PR_GET_NAME -> {
                byte[] name = GuestText.bytes(thread.name);
                byte[] field = new byte[NAME_BYTES];
                System.arraycopy(name, 0, field, 0, Math.min(NAME_BYTES - 1, name.length));
                memory.write(argument, field, 0, NAME_BYTES);
            }
            case PR_GET_DUMPABLE -> {
                return 1;
            }
            default -> throw new Failure(Errno.EINVAL);
        }
        return 0;
    }
}

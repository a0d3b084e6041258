package dev.whereabouts.amd64.linux.signal;

import dev.whereabouts.amd64.memory.GuestMemory;

/** Where handlers run that ask for it: {@code stack_t}. */
public record AlternateStack(long base, long size) {

    /** There is none. */
    public static final AlternateStack NONE = new AlternateStack(0, 0);

    public static final int ON_STACK = 1;
    public static final int DISABLE = 2;

    /** As little as the kernel accepts (MINSIGSTKSZ). */
    public static final long MIN_SIZE = 2048;

    /** Whether a stack pointer is on it. */
    public boolean holds(long stackPointer) {
        return Long.compareUnsigned(stackPointer, base) > 0 && Long.compareUnsigned(stackPointer - base, size) <= 0;
    }

    /** What the kernel tells in {@code ss_flags}. */
    int flags(long stackPointer) {
        if (size == 0) {
            return DISABLE;
        }
        return holds(stackPointer) ? ON_STACK : 0;
    }

    public void write(GuestMemory memory, long address, long stackPointer) {
        memory.writeLong(address, base);
        memory.writeLong(address + 8, flags(stackPointer));
        memory.writeLong(address + 16, size);
    }
}

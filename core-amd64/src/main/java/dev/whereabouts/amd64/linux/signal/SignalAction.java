package dev.whereabouts.amd64.linux.signal;

import dev.whereabouts.amd64.memory.GuestMemory;

/**
 * What a process does about a signal: the kernel's {@code struct sigaction}.
 *
 * @param handler  an address, {@link #DEFAULT} or {@link #IGNORE}
 * @param flags    SA_…
 * @param restorer where the handler returns to
 * @param mask     signals blocked while the handler runs
 */
public record SignalAction(long handler, long flags, long restorer, long mask) {

    public static final long DEFAULT = 0;
    public static final long IGNORE = 1;

    static final long SA_RESTORER = 0x04000000;
    private static final long SA_ONSTACK = 0x08000000;
    private static final long SA_RESTART = 0x10000000;
    private static final long SA_NODEFER = 0x40000000;
    private static final long SA_RESETHAND = 0x80000000L;

    /** Of every signal at the start. */
    public static final SignalAction INITIAL = new SignalAction(DEFAULT, 0, 0, 0);

    public static SignalAction read(GuestMemory memory, long address) {
        return new SignalAction(memory.readLong(address), memory.readLong(address + 8), memory.readLong(address + 16),
                memory.readLong(address + 24));
    }

    public void write(GuestMemory memory, long address) {
        memory.writeLong(address, handler);
        memory.writeLong(address + 8, flags);
        memory.writeLong(address + 16, restorer);
        memory.writeLong(address + 24, mask);
    }

    public boolean isHandler() {
        return handler != DEFAULT && handler != IGNORE;
    }

    /** Whether a signal that comes to this action changes nothing. */
    public boolean ignores(int number) {
        return handler == IGNORE || handler == DEFAULT && Signal.defaultOf(number) == Signal.Default.IGNORE;
    }

    boolean usesAlternateStack() {
        return (flags & SA_ONSTACK) != 0;
    }

    /** Whether a call that the handler interrupts is made again. */
    public boolean restarts() {
        return (flags & SA_RESTART) != 0;
    }

    public boolean resets() {
        return (flags & SA_RESETHAND) != 0;
    }

    /** The signals to block while the handler of a signal runs. */
    public long blocked(int number) {
        return (flags & SA_NODEFER) != 0 ? mask : mask | Signal.bit(number);
    }
}

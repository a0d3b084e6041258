package dev.whereabouts.debugcall.target;

/**
 * A goroutine.
 *
 * @param address       of its descriptor, which R14 holds while it runs
 * @param id            what a crash report calls it
 * @param status        as the runtime numbers it; see {@link #RUNNING}
 * @param stackLow      the lowest address of its stack
 * @param stackHigh     behind the highest
 * @param isSystemStack whether the thread is on a stack of its own rather than the goroutine's
 */
public record Goroutine(long address, long id, int status, long stackLow, long stackHigh, boolean isSystemStack) {

    /** _Grunnable: could run, but is on no thread. */
    public static final int RUNNABLE = 1;

    /** _Grunning. */
    public static final int RUNNING = 2;

    /** _Gwaiting: blocked in the runtime. */
    public static final int WAITING = 4;

    /** Whether an address is in its stack. */
    public boolean hasOnStack(long pointer) {
        return Long.compareUnsigned(pointer, stackLow) >= 0 && Long.compareUnsigned(pointer, stackHigh) < 0;
    }
}

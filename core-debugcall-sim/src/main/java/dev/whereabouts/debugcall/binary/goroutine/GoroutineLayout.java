package dev.whereabouts.debugcall.binary.goroutine;

/**
 * Where the fields of descriptors are, in bytes from their start.
 *
 * @param thread  of {@code g.m}
 * @param status  of {@code g.atomicstatus}
 * @param id      of {@code g.goid}
 * @param system  of {@code m.g0}
 * @param signal  of {@code m.gsignal}
 */
public record GoroutineLayout(int thread, int status, int id, int system, int signal) {

    /** Of {@code g.stack}: its bounds. */
    static final int STACK_LOW = 0;
    static final int STACK_HIGH = 8;

    private static final int M = 48;
    private static final int SCHED = 56;
    private static final int WORD = 8;

    /**
     * The layout of a release line, for amd64.
     *
     * <p>Source of the rule: {@code runtime2.go} of each version. The saved registers ({@code gobuf}) had seven words until 1.24 and have six since 1.25; three
     * words for system calls and the stack's top follow, four since 1.23.
     */
    public static GoroutineLayout of(int minor) {
        int saved = (minor >= 25 ? 6 : 7) * WORD;
        int kept = (minor >= 23 ? 4 : 3) * WORD;
        int param = SCHED + saved + kept;
        int status = param + WORD;
        // m: g0, the saved registers, divmod and its padding, procid
        return new GoroutineLayout(M, status, status + WORD, 0, WORD + saved + WORD + WORD);
    }
}

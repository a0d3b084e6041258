package dev.whereabouts.amd64.linux;

/** Virtual time: a nanosecond for each instruction, and what was skipped while all threads waited. */
final class VirtualClock {

    static final long SECOND = 1_000_000_000L;

    /** 1 January 2026, 00:00 UTC: the time of day when every guest starts. */
    static final long START_OF_DAY = 1_767_225_600L * SECOND;

    /** The guest's machine was up for so long when the guest started: programs take a monotonic time of 0 for none. */
    private static final long UP_BEFORE = SECOND;

    /** How late sleepers are woken: Linux's timer slack (PR_SET_TIMERSLACK in prctl(2)). Programs count on time beyond what they asked for. */
    private static final long TIMER_SLACK = 50_000;

    private long executed;
    private long skipped;

    /** Instructions that all threads executed. */
    long executed() {
        return executed;
    }

    void count(long instructions) {
        executed += instructions;
    }

    /** Monotonic nanoseconds. */
    long now() {
        return at(executed);
    }

    /** Monotonic nanoseconds when so many instructions are executed. */
    long at(long instructions) {
        return UP_BEFORE + instructions + skipped;
    }

    /** The time of day, in nanoseconds since 1970. */
    long timeOfDay() {
        return START_OF_DAY + now();
    }

    /** The monotonic time that a time of day is. */
    static long monotonic(long timeOfDay) {
        return timeOfDay - START_OF_DAY;
    }

    /** Lets time pass to just behind a moment. */
    void skipBehind(long moment) {
        skipped += Math.max(0, moment + TIMER_SLACK - now());
    }

    /** A moment that far ahead, or {@link Wait#NEVER} if that is beyond all time. */
    long after(long nanoseconds) {
        long moment = now() + Math.max(0, nanoseconds);
        return moment < 0 ? Wait.NEVER : moment;
    }
}

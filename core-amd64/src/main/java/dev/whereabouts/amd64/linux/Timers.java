package dev.whereabouts.amd64.linux;

import dev.whereabouts.amd64.linux.abi.Errno;
import dev.whereabouts.amd64.linux.abi.Failure;
import dev.whereabouts.amd64.linux.signal.SignalInfo;
import java.util.HashMap;
import java.util.Map;

/** Timers that send signals: those of {@code setitimer} and of {@code timer_create} (setitimer(2), timer_create(2)). */
final class Timers {

    /** The signal number of a timer that sends nothing. */
    static final int SILENT = 0;

    private static final int MAX_TIMERS = 1024;

    /** A timer. Times are virtual nanoseconds. */
    private static final class Timer {
        final GuestThread target;
        final SignalInfo info;
        long deadline = Wait.NEVER;
        long interval;

        Timer(GuestThread target, SignalInfo info) {
            this.target = target;
            this.info = info;
        }
    }

    /** How a timer is set. @param left until it expires; 0 if it does not */
    record Setting(long left, long interval) {}

    private final VirtualClock clock;
    private final Signals signals;
    private final Map<Integer, Timer> timers = new HashMap<>();
    private int lastId;
    private long next = Wait.NEVER;

    Timers(VirtualClock clock, Signals signals) {
        this.clock = clock;
        this.signals = signals;
    }

    /** When the next timer expires, or {@link Wait#NEVER}. */
    long next() {
        return next;
    }

    /** A new timer, which is not set. @param target the thread that is told, or null for the process */
    int create(GuestThread target, SignalInfo info) {
        if (timers.size() == MAX_TIMERS) {
            throw new Failure(Errno.EAGAIN);
        }
        int id = lastId++;
        timers.put(id, new Timer(target, new SignalInfo(info.number(), info.code(), id, info.second())));
        return id;
    }

    /** The timer of an id that may not exist yet, sending to the process. Such ids are negative, so that no created timer has them. */
    void ensure(int id, SignalInfo info) {
        timers.computeIfAbsent(id, key -> new Timer(null, info));
    }

    void delete(int id) {
        if (timers.remove(id) == null) {
            throw new Failure(Errno.EINVAL);
        }
        findNext();
    }

    /** Sets a timer. @param deadline {@link Wait#NEVER} to stop it @return how it was set before */
    Setting set(int id, long deadline, long interval) {
        Setting before = get(id);
        Timer timer = timers.get(id);
        timer.deadline = deadline;
        timer.interval = interval;
        findNext();
        return before;
    }

    Setting get(int id) {
        Timer timer = timers.get(id);
        if (timer == null) {
            throw new Failure(Errno.EINVAL);
        }
        return new Setting(timer.deadline == Wait.NEVER ? 0 : Math.max(1, timer.deadline - clock.now()),
                timer.interval);
    }

    /** Sends the signals of all timers that have expired. One that expired more than once sends one signal. */
    void fire() {
        long now = clock.now();
        for (Timer timer : timers.values()) {
            if (timer.deadline > now) {
                continue;
            }
            timer.deadline = timer.interval == 0
                    ? Wait.NEVER
                    : timer.deadline + ((now - timer.deadline) / timer.interval + 1) * timer.interval;
            if (timer.info.number() == SILENT) {
                continue;
            }
            if (timer.target == null) {
                signals.sendToProcess(timer.info);
            } else if (!timer.target.isOver) {
                signals.send(timer.target, timer.info);
            }
        }
        findNext();
    }

    private void findNext() {
        next = timers.values().stream().mapToLong(timer -> timer.deadline).min().orElse(Wait.NEVER);
    }
}

package dev.whereabouts.amd64.linux.signal;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;

/** Signals that were sent and not yet taken. A standard signal is pending once; a real-time signal as often as it was sent, within a bound. */
public final class PendingSignals {

    private static final int MAX_QUEUED = 1024;

    /** Those that the kernel takes first: an instruction raised them. */
    private static final long SYNCHRONOUS = Signal.SIGSEGV.bit() | Signal.SIGBUS.bit() | Signal.SIGILL.bit()
            | Signal.SIGTRAP.bit() | Signal.SIGFPE.bit() | Signal.SIGSYS.bit();

    private final Map<Integer, Queue<SignalInfo>> queues = new HashMap<>();
    private long set;
    private int queued;

    public long set() {
        return set;
    }

    /** @return false if too many are queued */
    public boolean add(SignalInfo info) {
        int number = info.number();
        if (number < Signal.FIRST_REAL_TIME && (set & Signal.bit(number)) != 0) {
            return true;
        }
        if (queued == MAX_QUEUED) {
            return false;
        }
        queues.computeIfAbsent(number, key -> new ArrayDeque<>()).add(info);
        set |= Signal.bit(number);
        queued++;
        return true;
    }

    /** The next of a set that are wanted, or null. */
    public SignalInfo take(long wanted) {
        long candidates = set & wanted;
        if (candidates == 0) {
            return null;
        }
        long first = (candidates & SYNCHRONOUS) != 0 ? candidates & SYNCHRONOUS : candidates;
        int number = Long.numberOfTrailingZeros(first) + 1;
        Queue<SignalInfo> queue = queues.get(number);
        SignalInfo info = queue.remove();
        queued--;
        if (queue.isEmpty()) {
            set &= ~Signal.bit(number);
        }
        return info;
    }

    /** Drops all of one signal. */
    public void drop(int number) {
        Queue<SignalInfo> queue = queues.remove(number);
        if (queue != null) {
            queued -= queue.size();
            set &= ~Signal.bit(number);
        }
    }
}

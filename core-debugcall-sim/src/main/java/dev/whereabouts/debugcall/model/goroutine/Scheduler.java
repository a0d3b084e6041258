package dev.whereabouts.debugcall.model.goroutine;

import dev.whereabouts.debugcall.target.Goroutine;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Optional;
import java.util.PriorityQueue;

/** Which goroutine runs next: the one that can for longest; where none can, the one whose time comes first. */
public final class Scheduler {

    private record Sleeper(long until, long order, ModelGoroutine goroutine) {}

    private final Deque<ModelGoroutine> runnable = new ArrayDeque<>();
    private final PriorityQueue<Sleeper> sleepers = new PriorityQueue<>(
            Comparator.comparingLong(Sleeper::until).thenComparingLong(Sleeper::order));
    private long now;
    private long sleeps;

    /** It can run from now on. */
    public void ready(ModelGoroutine goroutine) {
        goroutine.status = Goroutine.RUNNABLE;
        runnable.add(goroutine);
    }

    /** It can run again after some time. @param nanoseconds of the process's own time */
    public void sleep(ModelGoroutine goroutine, long nanoseconds) {
        goroutine.status = Goroutine.WAITING;
        goroutine.waitReason = "sleep";
        long until = now + Math.clamp(nanoseconds, 0, Long.MAX_VALUE - now);
        sleepers.add(new Sleeper(until, sleeps++, goroutine));
    }

    /** The next one to run; empty where none ever will. */
    public Optional<ModelGoroutine> next() {
        ModelGoroutine first = runnable.poll();
        if (first == null && !sleepers.isEmpty()) {
            Sleeper woken = sleepers.poll();
            now = woken.until();
            first = woken.goroutine();
        }
        return Optional.ofNullable(first);
    }
}

package dev.whereabouts.benchmarks.overload;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What came of the requests of one phase. Safe for any number of threads. */
final class Tally {

    private static final int SHOWN_FAULTS = 20;
    private static final int OK = 200;

    /** Answers by request and status. */
    private final Map<String, Map<Integer, Integer>> statuses = new TreeMap<>();
    private final List<Long> acceptedNanos = new ArrayList<>();
    private final List<Long> streamNanos = new ArrayList<>();
    private final List<Long> shedNanos = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private int faultCount;
    private int sent;
    private int accepted;

    synchronized void sent() {
        sent++;
    }

    /** An answer that is as it must be. */
    synchronized void answered(Sample sample, int status, long nanos) {
        statuses.computeIfAbsent(sample.name(), _ -> new TreeMap<>()).merge(status, 1, Integer::sum);
        if (status == OK) {
            (sample.isStream() ? streamNanos : acceptedNanos).add(nanos);
            accepted += sample.isValid() ? 1 : 0;
        } else {
            shedNanos.add(nanos);
        }
    }

    /** What must not be. */
    synchronized void fault(String what) {
        faultCount++;
        if (faults.size() < SHOWN_FAULTS) {
            faults.add(what);
        }
    }

    /** Valid requests that were answered with what they asked for. */
    synchronized int accepted() {
        return accepted;
    }

    synchronized int faultCount() {
        return faultCount;
    }

    /** Of the accepted ones that are no streams. */
    synchronized long slowestAcceptedNanos() {
        return Collections.max(acceptedNanos);
    }

    /** Of the accepted streams. */
    synchronized long slowestStreamNanos() {
        return Collections.max(streamNanos);
    }

    synchronized String report() {
        StringBuilder report = new StringBuilder();
        statuses.forEach((name, counts) -> report.append("  %-28s %s%n".formatted(name, counts)));
        report.append("  sent %d, valid ones accepted %d%n".formatted(sent, accepted));
        report.append("  accepted: ").append(quantiles(acceptedNanos)).append(System.lineSeparator());
        report.append("  accepted streams: ").append(quantiles(streamNanos)).append(System.lineSeparator());
        report.append("  refused or shed: ").append(quantiles(shedNanos)).append(System.lineSeparator());
        faults.forEach(fault -> report.append("  FAULT ").append(fault).append(System.lineSeparator()));
        return report.toString();
    }

    /** In milliseconds. */
    static String quantiles(List<Long> nanos) {
        if (nanos.isEmpty()) {
            return "none";
        }
        long[] sorted = nanos.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        return "%d, median %.0f ms, 99 %% %.0f ms, slowest %.0f ms".formatted(sorted.length,
                sorted[sorted.length / 2] / 1e6,
                sorted[(int) (sorted.length * 99L / 100)] / 1e6, sorted[sorted.length - 1] / 1e6);
    }
}

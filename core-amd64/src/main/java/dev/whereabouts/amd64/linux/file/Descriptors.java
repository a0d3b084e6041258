package dev.whereabouts.amd64.linux.file;

import dev.whereabouts.amd64.linux.abi.Errno;
import dev.whereabouts.amd64.linux.abi.Failure;
import dev.whereabouts.amd64.linux.budget.BudgetException;
import dev.whereabouts.amd64.linux.budget.Resource;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;

/** The open files of a process by number. */
public final class Descriptors {

    /** What a number stands for. */
    private static final class Entry {
        final OpenFile file;
        boolean closesOnExec;

        Entry(OpenFile file, boolean closesOnExec) {
            this.file = file;
            this.closesOnExec = closesOnExec;
        }
    }

    private final int maxOpen;
    private final TreeMap<Integer, Entry> entries = new TreeMap<>();

    /** Standard input, output and error are open at first. */
    public Descriptors(int maxOpen, InputStream input, Output output) {
        this.maxOpen = maxOpen;
        set(0, new StandardInput(input), false);
        set(1, output.standardFile(), false);
        set(2, output.errorFile(), false);
    }

    /** How many numbers there can be, which is what RLIMIT_NOFILE tells. */
    public int maxOpen() {
        return maxOpen;
    }

    /** @throws Failure EBADF if the number is not open */
    public OpenFile file(int number) {
        return entry(number).file;
    }

    private Entry entry(int number) {
        Entry entry = entries.get(number);
        if (entry == null) {
            throw new Failure(Errno.EBADF);
        }
        return entry;
    }

    /** The lowest free number from a given one on stands for a file from now on. */
    public int add(OpenFile file, int from, boolean closesOnExec) {
        if (from < 0 || from >= maxOpen) {
            throw new Failure(Errno.EINVAL);
        }
        int number = from;
        for (int taken : entries.tailMap(from).keySet()) {
            if (taken != number) {
                break;
            }
            number++;
        }
        if (number >= maxOpen) {
            throw new BudgetException(Resource.OPEN_FILES);
        }
        set(number, file, closesOnExec);
        return number;
    }

    /** As {@code dup2}: a number stands for a file, whatever it stood for before. */
    public void replace(int number, OpenFile file, boolean closesOnExec) {
        if (number < 0 || number >= maxOpen) {
            throw new Failure(Errno.EBADF);
        }
        file.retain();
        if (entries.containsKey(number)) {
            close(number);
        }
        entries.put(number, new Entry(file, closesOnExec));
    }

    private void set(int number, OpenFile file, boolean closesOnExec) {
        file.retain();
        entries.put(number, new Entry(file, closesOnExec));
    }

    public void close(int number) {
        OpenFile file = entry(number).file;
        entries.remove(number);
        file.release();
        boolean isGone = entries.values().stream().noneMatch(entry -> entry.file == file);
        if (isGone && file.isPollable()) {
            for (Entry entry : entries.values()) {
                if (entry.file instanceof EventPoll poll) {
                    poll.forget(file);
                }
            }
        }
    }

    public boolean closesOnExec(int number) {
        return entry(number).closesOnExec;
    }

    public void setClosesOnExec(int number, boolean closesOnExec) {
        entry(number).closesOnExec = closesOnExec;
    }

    /** Closes a run of numbers, both ends included. */
    public void closeRange(int first, int last) {
        for (Integer number : Map.copyOf(entries.subMap(first, true, last, true)).keySet()) {
            close(number);
        }
    }
}

package dev.whereabouts.amd64.linux.file;

import dev.whereabouts.amd64.linux.budget.BudgetException;
import dev.whereabouts.amd64.linux.budget.Resource;

/** Counts the bytes that all files and pipes hold together. */
final class Storage {

    /** What a node costs beside its bytes, so that empty files are bounded too. */
    private static final int NODE = 256;

    private final long maxBytes;
    private long bytes;

    Storage(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** @param more may be negative */
    void add(long more) {
        if (bytes + more > maxBytes) {
            throw new BudgetException(Resource.FILE_SYSTEM_BYTES);
        }
        bytes += more;
    }

    void addNode() {
        add(NODE);
    }

    void removeNode() {
        add(-NODE);
    }
}

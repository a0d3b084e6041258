package dev.whereabouts.amd64.memory;

/** The guest touched more memory, or made more mappings, than its budget allows. It is not an event that the guest could handle. */
public final class MemoryLimitException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Limit limit;

    /** What there is no more of. */
    public enum Limit {
        /** Bytes of touched pages. */
        BYTES, MAPPINGS
    }

    public MemoryLimitException(Limit limit) {
        super("the guest's memory has no more " + limit, null, false, false);
        this.limit = limit;
    }

    public Limit limit() {
        return limit;
    }
}

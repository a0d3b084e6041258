package dev.whereabouts.amd64.memory;

/** The guest touched more memory, or made more mappings, than its budget allows. It is not an event that the guest could handle. */
public final class MemoryLimitException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public MemoryLimitException(String message) {
        super(message, null, false, false);
    }
}

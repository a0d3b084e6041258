package dev.whereabouts.amd64.linux.abi;

/** A system call fails. Carries no stack trace: it is an event of the guest, and cheap. */
public final class Failure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int errno;

    /** @param errno one of {@link Errno} */
    public Failure(int errno) {
        super("errno " + errno, null, false, false);
        this.errno = errno;
    }

    public int errno() {
        return errno;
    }
}

package dev.whereabouts.amd64.cpu;

/**
 * An instruction raised an exception. Thrown before the instruction changed anything that hardware would not have changed. Carries no stack
 * trace: it is an event of the guest, and cheap.
 */
public final class GuestFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final FaultKind kind;
    private final long address;
    private final Access access;

    /** What was tried on a page. */
    public enum Access {
        READ, WRITE, EXECUTE
    }

    private GuestFault(FaultKind kind, long address, Access access) {
        super(kind.mnemonic(), null, false, false);
        this.kind = kind;
        this.address = address;
        this.access = access;
    }

    /** An exception without an address. */
    public static GuestFault of(FaultKind kind) {
        return new GuestFault(kind, 0, null);
    }

    /** A page fault at the first byte that is out of reach. */
    public static GuestFault page(long address, Access access) {
        return new GuestFault(FaultKind.PAGE, address, access);
    }

    public FaultKind kind() {
        return kind;
    }

    /** Of {@link FaultKind#PAGE}: what CR2 would hold; otherwise 0. */
    public long address() {
        return address;
    }

    /** Of {@link FaultKind#PAGE}; otherwise null. */
    public Access access() {
        return access;
    }
}

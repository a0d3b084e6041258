package dev.whereabouts.amd64.abi;

/**
 * A fixed meaning of a register.
 *
 * <p>Source of the rule: Go's internal ABI document, "amd64 architecture".
 */
public enum RegisterRole {
    /** The stack pointer, always. */
    STACK_POINTER("stack-pointer"),
    /** The frame pointer, always. */
    FRAME_POINTER("frame-pointer"),
    /** The closure object at the call of a closure; scratch after that. */
    CLOSURE_CONTEXT("closure-context"),
    /** The current goroutine, always. */
    GOROUTINE("goroutine"),
    /** Zero at call and return; scratch in between. */
    ZERO("zero"),
    /** For address computations in dynamically linked programs; scratch in others. */
    GLOBAL_OFFSET_TABLE("global-offset-table"),
    /** An integer argument or result. */
    INTEGER_ARGUMENT("integer-argument"),
    /** A floating-point argument or result. */
    FLOAT_ARGUMENT("float-argument"),
    /** The base of static data: the assembler's pseudo register, no register of the machine. */
    STATIC_BASE("static-base"),
    /** No meaning between functions. */
    SCRATCH("scratch");

    private final String label;

    RegisterRole(String label) {
        this.label = label;
    }

    /** The role in words joined by hyphens, as it is shown. */
    public String label() {
        return label;
    }
}

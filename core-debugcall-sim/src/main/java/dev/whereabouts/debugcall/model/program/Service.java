package dev.whereabouts.debugcall.model.program;

/**
 * What the machine code asks the services for: the ordinal in R13, SYSCALL. Operands and results are in registers other than RCX and R11, which
 * SYSCALL changes.
 */
public enum Service {
    /** Not asked for by anyone: so 0 is not a service by accident. */
    NONE,
    /** The process has its thread, its system stack and its first goroutines. */
    START,
    /** The stack at SP holds the PC to check; the reason's pointer and length go behind it. */
    CHECK_SAFE_POINT,
    /** RAX: the frame function. A goroutine begins to call it, this one waits. */
    WRAP,
    /** To RAX: the frame function. */
    WRAP_OPERAND,
    /** The goroutine of a debug call is done; the one that waits for it goes on. */
    WRAP_RETURN,
    /** The function that the caller returns to needs more stack. */
    GROW_STACK,
    /** RAX: bytes; to RAX: the object's address. */
    ALLOCATE, COLLECT,
    /** RAX, RBX: the value of a panic, as an interface. */
    PANIC, GOEXIT,
    /** To RAX, RDX: the next deferred function and its context; RAX is 0 where there is none. */
    NEXT_DEFERRED,
    /** To RAX, RBX: the value of the panic that is now recovered, as an interface. */
    RECOVER,
    /** RAX, RDX: a function to defer and its context; RBX: where the frame goes on after a recovery. */
    DEFER,
    /** Forgets the latest deferred function. */
    END_DEFER,
    /** RAX, RDX: a function that a new goroutine begins with, and its context. */
    GO, END_GOROUTINE,
    /** RAX: a function to go on with on the system stack. */
    TO_SYSTEM_STACK,
    /** Some goroutine goes on. */
    SCHEDULE,
    /** To RAX: a channel. */
    MAKE_CHANNEL,
    /** RAX: a channel; RBX: a value. */
    SEND,
    /** RAX: a channel; to RAX and RBX: a value, and whether there was one. */
    RECEIVE, CLOSE,
    /** RAX: nanoseconds. */
    SLEEP,
    /** RAX, RBX: a string, which goes to standard output. */
    PRINT,
    /** RAX, RSI: a site, as a string; RBX: pairs of {@link ReportKind} and value; RDX: how many. */
    REPORT,
    /** RAX: the process's exit code. */
    EXIT,
    /** RAX, RBX: why the process ends, as a string. */
    THROW,
    /** RAX, RBX: a value, as an interface; to RAX and RBX: its type and itself, as a string. */
    FORMAT,
    /** RAX: a number; to RAX and RBX: a message with it, as a string. */
    FORMAT_NUMBER, LOCK_THREAD,
    /** Memory with code that no function owns. */
    MAP_FOREIGN_CODE;

    private static final Service[] ALL = values();

    /** The service of a number; {@link #NONE} where there is none such. */
    public static Service of(long number) {
        return number >= 0 && number < ALL.length ? ALL[(int) number] : NONE;
    }
}

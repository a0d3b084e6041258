package dev.whereabouts.debugcall.diagnosis;

/** The rules, with the id that answers use and what to do. */
public enum Rule {

    STATUS_REGISTER("status-register", "The status is read from the wrong register.",
            "Read it from R12 in version 2 of the protocol, from RAX in version 1."),

    STACK_SPACE("stack-space", "There are less than 256 bytes of stack below SP.",
            "Look at the goroutine's stack bounds first, and try again later where there is too little room."),

    PC_NOT_PUSHED("pc-not-pushed", "The current PC is not on top of the stack when the call is injected.",
            "Lower RSP by 8 and store RIP there, so that the runtime can return to it."),

    FRAME_SIZE_MISSING("frame-size-missing", "No frame size was stored.",
            "Store the size of the argument frame, 8 bytes, at SP-16, with SP as it is after the PC was pushed."),

    FRAME_SIZE_MISPLACED("frame-size-misplaced", "The frame size was stored at the wrong place.",
            "Store it at SP-16, with SP as it is after the PC was pushed: 24 below SP at the stop."),

    FRAME_SIZE_TOO_SMALL("frame-size-too-small",
            "The frame is smaller than arguments, results and spill area together.",
            "Ask for stack arguments, stack results and the spill area of register arguments, each part rounded up to 8 bytes."),

    CONTEXT_NOT_SET("context-not-set", "A closure is called without its context.",
            "Set RDX (RCX in version 1) to the address of the closure object."),

    CONTEXT_IN_OLD_REGISTER("context-in-old-register", "The context is in the register of another version.",
            "Set RDX in version 2; RCX is an argument register there."),

    ARGUMENT_PLACE("argument-place", "An argument is not where the function looks for it.",
            "Integers and pointers go to RAX RBX RCX RDI RSI R8 R9 R10 R11, floating point to XMM0 to XMM14, what does not fit whole to the stack, in the order of the parameters."),

    RETURN_ADDRESS("return-address", "The function would not return to the trap.",
            "At status 0, lower RSP by 8, store the trapping PC there, and only then set RIP."),

    NO_CALL("no-call", "The program went on at status 0 without a call.",
            "Set RIP to a function, with its arguments and its return address in place; going on as it is gives status 1 and no results."),

    PC_OR_SP_RESTORED("pc-or-sp-restored", "RIP or RSP was changed at status 16.",
            "Restore every register but these two: the runtime takes its frame down and returns to the pushed PC by itself."),

    REGISTERS_NOT_SAVED("registers-not-saved", "The call was injected before all registers were saved.",
            "Save all registers, flags and vectors included, before the first change."),

    FLAGS_NOT_RESTORED("flags-not-restored", "The flags at status 16 are not those of the stop.",
            "Restore RFLAGS at status 16 with the other registers."),

    VECTORS_NOT_RESTORED("vectors-not-restored", "The vector registers at status 16 are not those of the stop.",
            "Save and restore XMM0 to XMM15 (and MXCSR): the runtime restores integer registers alone."),

    REFUSAL_UNREAD("refusal-unread", "The program went on at status 8 before the reason was read.",
            "Read the string at SP, pointer and length: the frame is gone after the next trap."),

    PANIC_UNREAD("panic-unread", "The program went on at status 2 before the panic's value was read.",
            "Read the interface at SP, type and data: the frame is gone after the next trap."),

    RESULT_READ_LATE("result-read-late", "Results were read after the trap that has them.",
            "Read result registers and the frame at status 1; at 16 they hold something else."),

    POINTER_NOT_KEPT("pointer-not-kept", "An argument points to an object that was collected.",
            "Keep objects alive from inside the program, such as in a global variable, between calls: what the debugger alone holds is garbage."),

    INJECTION_TOO_EARLY("injection-too-early", "A call was injected before the one before had ended.",
            "Wait for status 16 and for the pushed PC; only status 0 takes a nested call."),

    SYSTEM_STACK("injection-on-system-stack", "The call was injected on a stack of the runtime.",
            "Inject on the stack of a goroutine that runs; step out of the runtime first."),

    IN_RUNTIME("injection-in-runtime", "The call was injected inside the runtime.",
            "Step out of the runtime first, or try again at another moment."),

    FLAGS_AFTER_RESTORE("flags-after-restore", "The flags are not what they were when the call is over.",
            "Set RFLAGS once more when the pushed PC is reached: the runtime's epilogue adds to SP after status 16, which changes the flags."),

    REGISTERS_DIFFER("registers-differ", "Registers are not what they were when the call is over.",
            "Save all registers at the stop and restore all but RIP and RSP at status 16."),

    LEFT_PROTOCOL("left-protocol", "The program was sent somewhere that the protocol does not foresee.",
            "Change RIP at a stop (to the runtime's entry) and at status 0 (to the function) only, and RSP only to push."),

    MEMORY_OUT_OF_REACH("memory-out-of-reach", "Memory was to be read or written that the program cannot reach.",
            "Check the address: SP, and what is computed from it, before anything else."),

    NO_INJECTION("no-injection", "No call was injected.",
            "Save the registers, push the PC, store the frame size, set RIP to the runtime's entry for debug calls, and resume."),

    CALL_UNFINISHED("call-unfinished", "The script ends while a call is open.",
            "Resume until the pushed PC is reached again: after status 16."),

    PROGRAM_ENDED("program-ended", "The program ended before the call was over.",
            "Look at its output, and at what was diagnosed before; a function that exits ends the program by design.");

    private final String id;
    private final String summary;
    private final String remedy;

    Rule(String id, String summary, String remedy) {
        this.id = id;
        this.summary = summary;
        this.remedy = remedy;
    }

    /** As answers write it. */
    public String id() {
        return id;
    }

    /** What is wrong, in a sentence. */
    public String summary() {
        return summary;
    }

    /** What to do. */
    public String remedy() {
        return remedy;
    }
}

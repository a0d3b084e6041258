package dev.whereabouts.ssa.explain;

/** Why a variable has no list at all. */
public enum UntrackedReason {

    /** The compiler made it up: its name begins with {@code .} or {@code ~}, or from Go 1.23 with {@code #}. */
    SYNTHETIC("synthetic", "the compiler made the variable up, and passes over such names"),

    /** A parameter that nobody can name. */
    BLANK("blank", "the parameter is blank"),

    /** {@code -N}: only parameters that arrive in registers have a list; all else stays where it is on the stack. */
    STACK_ONLY("stack-only", "compiled with -N the variable lives on the stack throughout"),

    /** A local variable or parameter that outlives the call: what is on the stack or in registers is its address. */
    ON_HEAP("on-heap", "the variable was moved to the heap"),

    /** All its slots are parts of another variable's, and count for that one. */
    PART_OF_ANOTHER("part-of-another", "the variable's slots are parts of another variable"),

    /** No slot names it and nothing defines it on the stack: nobody uses it, or only its address is used. */
    NO_SLOT("no-slot", "no slot of the variable is left for the analysis to follow");

    private final String code;
    private final String sentence;

    UntrackedReason(String code, String sentence) {
        this.code = code;
        this.sentence = sentence;
    }

    /** The code as answers carry it. */
    public String code() {
        return code;
    }

    /** The code in words. */
    public String sentence() {
        return sentence;
    }
}

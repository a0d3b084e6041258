package dev.whereabouts.ssa.explain;

/** Why a tracked variable has no entry. */
public enum EmptyReason {

    /** No value holds any part of the variable any more. */
    NO_VALUES("no-values", "the optimizer removed every value of the variable"),

    /**
     * Values hold it, all of them in stack slots. The analysis follows stack slots of arguments, of definitions, and of spills whose source
     * held the variable; not those of a {@code Phi}, nor of a spill whose source had lost the name (Go issue 61703).
     */
    STACK_NOT_FOLLOWED("stack-not-followed",
            "the variable is only in stack slots that the compiler's analysis does not follow"),

    /** Values hold it, but none of them has a register or a stack slot: constants that are made where they are used, flags, tuples. */
    NO_HOME("no-home", "no value of the variable has a register or a stack slot of its own"),

    /** Only blocks that no path reaches hold it. */
    UNREACHABLE("unreachable", "only unreachable blocks hold the variable"),

    /** It had locations, each gone before the next instruction. */
    EMPTY_RANGES("empty-ranges", "every location of the variable ends where it begins"),

    /** {@code -N}: the prologue's last spill was not found, as in a function that loops for ever. */
    NO_PROLOGUE_END("no-prologue-end", "no value of the entry block spills the last register argument"),

    /** 4-byte pointers: ids of more than 15 bits do not fit the intermediate form. */
    IDS_DO_NOT_FIT("ids-do-not-fit", "block or value ids do not fit 16 bits, as 4-byte pointers ask");

    private final String code;
    private final String sentence;

    EmptyReason(String code, String sentence) {
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

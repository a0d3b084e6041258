package dev.whereabouts.ssa.explain;

/**
 * A finding: lists that break a rule which sound lists keep. Findings about the compiler's own lists are as the compiler made them; they
 * say what a debugger will show wrongly.
 *
 * @param rule     what is broken
 * @param severity how bad it is here
 * @param variable index of the variable in the function, or {@link dev.whereabouts.ssa.model.Function#NO_VARIABLE}
 * @param entry    the first entry at fault, or {@link #NO_ENTRY}
 * @param detail   what was found, in a sentence
 */
public record Check(Rule rule, Severity severity, int variable, int entry, String detail) {

    public static final int NO_ENTRY = -1;

    /** How bad a finding is, mildest first. */
    public enum Severity {
        /** As every Go compiler does it, and worth knowing. */
        INFO("info"),
        /** A debugger may show less than it could, or something odd. */
        WARNING("warning"),
        /** A debugger will show something wrong. */
        ERROR("error");

        private final String code;

        Severity(String code) {
            this.code = code;
        }

        /** As answers carry it. */
        public String code() {
            return code;
        }
    }

    /** The rules. The numbers are issues of the Go project where users met what the rule finds. */
    public enum Rule {
        /** The pieces of an entry add up to the type, each at its place (72053). */
        PIECES_COVER_TYPE("pieces-cover-type"),
        /** No two pieces share storage, and no two parts share bytes of the variable (45281). */
        PIECES_OVERLAP("pieces-overlap"),
        /** The ranges of a list are in order, do not overlap and are not empty. */
        RANGES_ORDERED("ranges-ordered"),
        /** A parameter has a complete location at the function's first instruction (45720, 46845, 46425). */
        AVAILABLE_AT_ENTRY("available-at-entry"),
        /** No range reaches over the stack-growth tail, where the prologue has not run yet (60493). */
        RANGE_IN_STACK_GROWTH("range-in-stack-growth"),
        /** Neighbouring ranges do not say the same (65005). */
        NEIGHBOURS_ALIKE("neighbours-alike");

        private final String id;

        Rule(String id) {
            this.id = id;
        }

        /** As answers carry it. */
        public String id() {
            return id;
        }
    }
}

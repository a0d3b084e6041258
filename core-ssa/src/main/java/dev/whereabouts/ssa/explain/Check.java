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
        PIECES_COVER_TYPE("pieces-cover-type", "The pieces of a location do not make up the variable's type.",
                "A debugger shows a part of the variable wrongly, or not at all."),
        /** No two pieces share storage, and no two parts share bytes of the variable (45281). */
        PIECES_OVERLAP("pieces-overlap", "Two pieces of a location share storage, or bytes of the variable.",
                "One of the two parts has the other's value there, or a debugger reads one part over the other."),
        /** The ranges of a list are in order, do not overlap and are not empty. */
        RANGES_ORDERED("ranges-ordered", "The ranges of a list overlap, are out of order, or cover nothing.",
                "Where two ranges hold an address, debuggers differ in which one they believe; an empty one only takes room."),
        /** A parameter has a complete location at the function's first instruction (45720, 46845, 46425). */
        AVAILABLE_AT_ENTRY("available-at-entry", "A parameter has no complete location where the function starts.",
                "At a breakpoint on the function a debugger cannot show the argument, though it was passed."),
        /** No range reaches over the stack-growth tail, where the prologue has not run yet (60493). */
        RANGE_IN_STACK_GROWTH("range-in-stack-growth",
                "A range reaches over the code that grows the stack, before the function's frame is made.",
                "At an address there a debugger looks for the variable in a frame that is not there yet."),
        /** Neighbouring ranges do not say the same (65005). */
        NEIGHBOURS_ALIKE("neighbours-alike", "Two neighbouring ranges give the same location.",
                "It is right, and could be one range: the lists are larger than they have to be.");

        private final String id;
        private final String summary;
        private final String consequence;

        Rule(String id, String summary, String consequence) {
            this.id = id;
            this.summary = summary;
            this.consequence = consequence;
        }

        /** What is wrong, in a sentence. */
        public String summary() {
            return summary;
        }

        /** What comes of it for someone who debugs, in a sentence. */
        public String consequence() {
            return consequence;
        }

        /** As answers carry it. */
        public String id() {
            return id;
        }
    }
}

package dev.whereabouts.ssa.problem;

import java.util.List;

/** An input that cannot be answered, with the places at fault. Never a defect of this program. */
public final class InputException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** What kind of refusal, which decides the HTTP status. */
    public enum Kind {
        /** Not parseable (400). */
        MALFORMED,
        /** Parseable, but not a valid function or option (422). */
        INVALID,
        /** Beyond a named limit (413). */
        LIMIT
    }

    private final Kind kind;
    private final transient List<Fault> faults;
    private final String limit;

    private InputException(Kind kind, List<Fault> faults, String limit) {
        super(faults.isEmpty() ? kind.toString() : faults.getFirst().detail(), null, false, false);
        this.kind = kind;
        this.faults = List.copyOf(faults);
        this.limit = limit;
    }

    public static InputException malformed(Place place, String detail) {
        return new InputException(Kind.MALFORMED, List.of(new Fault(place, detail)), null);
    }

    public static InputException invalid(Place place, String detail) {
        return new InputException(Kind.INVALID, List.of(new Fault(place, detail)), null);
    }

    public static InputException invalid(List<Fault> faults) {
        return new InputException(Kind.INVALID, faults, null);
    }

    /**
     * @param limit the name of the limit as in {@link Limits}, such as {@code values}
     */
    public static InputException limit(Place place, String limit, long value) {
        String detail = "more than " + value + " " + limit + ": the limit \"" + limit + "\" is " + value;
        return new InputException(Kind.LIMIT, List.of(new Fault(place, detail)), limit);
    }

    /**
     * The same refusal, seen from a document that holds what was refused.
     *
     * @param prefix JSON pointer of what was refused, such as {@code /functions/3}
     */
    public InputException within(String prefix) {
        return new InputException(kind, faults.stream().map(fault -> switch (fault.place()) {
            case Place.Pointer(String pointer) -> new Fault(new Place.Pointer(prefix + pointer), fault.detail());
            case Place.Position _ -> fault;
        }).toList(), limit);
    }

    public Kind kind() {
        return kind;
    }

    public List<Fault> faults() {
        return faults;
    }

    /** The name of the limit, or null where {@link #kind()} is not {@link Kind#LIMIT}. */
    public String limit() {
        return limit;
    }
}

package dev.whereabouts.debugcall.script;

import java.util.List;
import java.util.Optional;

/** A script that cannot be read. */
public final class ScriptException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What is wrong with it. */
    public enum Kind {
        /** It is no JSON. */
        MALFORMED,
        /** It is JSON, but no script. */
        INVALID,
        /** It is beyond a limit. */
        LIMIT
    }

    /** What is wrong at one place. @param pointer RFC 6901; empty for the whole */
    public record Fault(String pointer, String detail) {}

    private final transient List<Fault> faults;
    private final transient Optional<String> limit;
    private final Kind kind;

    private ScriptException(Kind kind, List<Fault> faults, Optional<String> limit) {
        super(faults.getFirst().pointer() + ": " + faults.getFirst().detail(), null, false, false);
        this.kind = kind;
        this.faults = List.copyOf(faults);
        this.limit = limit;
    }

    static ScriptException malformed(String pointer, String detail) {
        return new ScriptException(Kind.MALFORMED, List.of(new Fault(pointer, detail)), Optional.empty());
    }

    /** JSON that is no script, or none for this program. */
    public static ScriptException invalid(String pointer, String detail) {
        return invalid(List.of(new Fault(pointer, detail)));
    }

    static ScriptException invalid(List<Fault> faults) {
        return new ScriptException(Kind.INVALID, faults, Optional.empty());
    }

    static ScriptException limit(String pointer, String limit, long value) {
        String detail = "more than the limit " + limit + " allows, which is " + value;
        return new ScriptException(Kind.LIMIT, List.of(new Fault(pointer, detail)), Optional.of(limit));
    }

    public Kind kind() {
        return kind;
    }

    /** At least one, in the order of the text. */
    public List<Fault> faults() {
        return faults;
    }

    /** The component of {@link ScriptLimits} that it is beyond. */
    public Optional<String> limit() {
        return limit;
    }
}

package dev.whereabouts.debugcall.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The faults of parts that are read one after another, so that all are told at once. */
final class Faults {

    /** Nobody reads more at once. */
    private static final int MOST = 100;

    private final List<ScriptException.Fault> faults = new ArrayList<>();

    /** Reads a part. @throws ScriptException if it is beyond a limit, or there are too many faults to go on */
    <T> Optional<T> collect(Supplier<T> reader) {
        try {
            return Optional.of(reader.get());
        } catch (ScriptException e) {
            if (e.kind() != ScriptException.Kind.INVALID) {
                throw e;
            }
            faults.addAll(e.faults());
            if (faults.size() >= MOST) {
                throwAny();
            }
            return Optional.empty();
        }
    }

    void throwAny() {
        if (!faults.isEmpty()) {
            throw ScriptException.invalid(faults);
        }
    }
}

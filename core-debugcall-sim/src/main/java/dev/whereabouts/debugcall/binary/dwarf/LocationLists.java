package dev.whereabouts.debugcall.binary.dwarf;

import dev.whereabouts.debugcall.binary.section.Bytes;
import java.util.Optional;
import java.util.OptionalLong;

/** Finds the location expression of a variable at an address (section 2.6.2). */
public final class LocationLists {

    private LocationLists() {}

    /**
     * The expression that holds at an address: the only one, or that of the list's entry.
     *
     * @param address before any load bias
     * @return empty where no entry of the list covers the address; without bytes where the variable is nowhere
     */
    public static Optional<Bytes> at(Entry variable, long address) {
        Optional<Bytes> only = variable.block(Dwarf.AT_LOCATION);
        OptionalLong list = variable.number(Dwarf.AT_LOCATION);
        if (only.isPresent() || list.isEmpty()) {
            return Optional.of(only.orElseGet(() -> Bytes.of("no location", new byte[0])));
        }
        Spans spans = new Spans(Spans.Kind.LOCATIONS, variable.unit(), list.getAsLong(),
                variable.form(Dwarf.AT_LOCATION) == Form.LOCLISTX);
        Optional<Bytes> otherwise = Optional.empty();
        while (true) {
            switch (spans.next()) {
                case END -> {
                    return otherwise;
                }
                case DEFAULT -> otherwise = Optional.of(spans.expression());
                case SPAN -> {
                    Bytes expression = spans.expression();
                    if (spans.covers(address)) {
                        return Optional.of(expression);
                    }
                }
            }
        }
    }
}

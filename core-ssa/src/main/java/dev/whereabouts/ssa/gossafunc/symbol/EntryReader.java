package dev.whereabouts.ssa.gossafunc.symbol;

import dev.whereabouts.ssa.gossafunc.symbol.Abbreviation.Attribute;
import dev.whereabouts.ssa.gossafunc.symbol.DumpedSymbol.Relocation;
import dev.whereabouts.ssa.problem.InputException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** Reads the entries of one symbol of debug information, one after the other. */
final class EntryReader {

    private static final int ADDRESS = 8;
    private static final int OFFSET = 4;

    /** Far more than the longest in practice; names are read again for every inlined call. */
    private static final int LONGEST_NAME = 1 << 14;

    private final DumpedSymbol symbol;
    private final byte[] bytes;
    private final Map<Integer, Relocation> relocations = new HashMap<>();
    private int at;

    /**
     * An entry.
     *
     * @param abbreviation null for the entry that closes the children of another
     * @param texts        names
     * @param numbers      numbers and flags
     * @param targets      what references refer to
     * @param expressions  DWARF expressions
     */
    record Entry(Abbreviation abbreviation, Map<Attribute, String> texts, Map<Attribute, Integer> numbers,
            Map<Attribute, Relocation> targets, Map<Attribute, byte[]> expressions) {

        boolean isEnd() {
            return abbreviation == null;
        }

        boolean has(Attribute attribute) {
            return abbreviation.attributes().contains(attribute);
        }
    }

    EntryReader(DumpedSymbol symbol) {
        this.symbol = symbol;
        this.bytes = symbol.bytes();
        // Relocations without a size only keep types alive.
        symbol.relocations().stream().filter(r -> r.size() > 0).forEach(r -> relocations.put(r.offset(), r));
    }

    /** Goes to another byte of the symbol. */
    void seek(long offset) {
        if (offset < 0 || offset > bytes.length) {
            throw malformed("there is no byte " + offset);
        }
        at = (int) offset;
    }

    boolean atEnd() {
        return at >= bytes.length;
    }

    /** @throws InputException where the bytes are no entry, or one of a kind that functions do not have */
    Entry next() {
        int number = leb128();
        if (number == Abbreviation.NULL) {
            return new Entry(null, Map.of(), Map.of(), Map.of(), Map.of());
        }
        Abbreviation abbreviation = Abbreviation.of(number);
        if (abbreviation == null) {
            throw malformed("abbreviation " + number + " is not one of the entries of a function in Go 1.25 and 1.26");
        }
        Entry entry = new Entry(abbreviation, new EnumMap<>(Attribute.class), new EnumMap<>(Attribute.class),
                new EnumMap<>(Attribute.class), new EnumMap<>(Attribute.class));
        for (Attribute attribute : abbreviation.attributes()) {
            read(attribute, entry);
        }
        return entry;
    }

    private void read(Attribute attribute, Entry into) {
        switch (attribute) {
            case NAME -> into.texts.put(attribute, text());
            case DECLARATION_LINE, CLOSURE_OFFSET, CALL_LINE, DICTIONARY_INDEX -> into.numbers.put(attribute, leb128());
            case IS_RESULT, IS_EXTERNAL, IS_TRAMPOLINE, INLINE -> into.numbers.put(attribute, take(1)[0] & 0xFF);
            case DECLARATION_FILE, CALL_FILE -> take(OFFSET);
            case RANGES, TYPE, ORIGIN, LIST -> reference(attribute, into);
            case EXPRESSION, FRAME_BASE -> into.expressions.put(attribute, take(take(1)[0] & 0xFF));
            case LOW_PC -> address();
            case HIGH_PC -> {
                if (relocations.containsKey(at)) {
                    address();
                } else {
                    leb128();
                }
            }
        }
    }

    /** A reference is written by the linker: before, its bytes say nothing. */
    private void reference(Attribute attribute, Entry into) {
        Relocation relocation = relocations.get(at);
        if (relocation == null) {
            throw malformed("a reference to another entry or section has a relocation");
        }
        into.targets.put(attribute, relocation);
        take(relocation.size());
    }

    /** An address or the index of one, whose width in an object file is the relocation's. */
    private void address() {
        Relocation relocation = relocations.get(at);
        take(relocation == null ? ADDRESS : relocation.size());
    }

    private String text() {
        int end = at;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
            if (end - at > LONGEST_NAME) {
                throw malformed("a name has at most " + LONGEST_NAME + " bytes");
            }
        }
        String text = new String(take(end - at), StandardCharsets.UTF_8);
        take(1);
        return text;
    }

    private int leb128() {
        long number = 0;
        for (int shift = 0; shift < Integer.SIZE; shift += 7) {
            byte next = take(1)[0];
            number |= (long) (next & 0x7F) << shift;
            if (next >= 0 && number <= Integer.MAX_VALUE) {
                return (int) number;
            }
        }
        throw malformed("a number of debug information is below 2^31");
    }

    private byte[] take(int count) {
        if (count > bytes.length - at) {
            throw malformed("an entry of debug information ends within its symbol");
        }
        at += count;
        return Arrays.copyOfRange(bytes, at - count, at);
    }

    InputException malformed(String detail) {
        return InputException.malformed(symbol.at().place(), symbol.heading().name() + ", byte " + at + ": " + detail);
    }
}

package dev.whereabouts.ssa.gossafunc.symbol;

import static dev.whereabouts.ssa.gossafunc.symbol.Abbreviation.Attribute.*;
import static dev.whereabouts.ssa.gossafunc.symbol.Abbreviation.Tag.*;

import java.util.List;
import java.util.Map;

/**
 * What an entry of a function consists of.
 *
 * <p>Source of the table: the abbreviations of Go 1.25 and 1.26, which a Go binary carries in {@code .debug_abbrev}.
 *
 * @param hasChildren whether entries follow that belong to this one, up to a null entry
 * @param attributes  in the order in which their values stand
 */
record Abbreviation(Tag tag, boolean hasChildren, List<Attribute> attributes) {

    /** The abbreviation that closes the children of an entry. */
    static final int NULL = 0;

    enum Tag {
        FUNCTION, INLINED_CALL, SCOPE, TYPE_PARAMETER, VARIABLE, PARAMETER
    }

    /** In these entries an attribute has one form only, so that its name says how it is written. */
    enum Attribute {
        /** A text that ends with a zero. */
        NAME,
        /** LEB128. */
        DECLARATION_LINE, CLOSURE_OFFSET, CALL_LINE, DICTIONARY_INDEX,
        /** One byte. */
        IS_RESULT, IS_EXTERNAL, IS_TRAMPOLINE, INLINE,
        /** Four bytes. */
        DECLARATION_FILE, CALL_FILE, RANGES,
        /** Four bytes: an entry, or with {@code LIST} the offset of a location list. */
        TYPE, ORIGIN, LIST,
        /** A length in one byte, and an expression. */
        EXPRESSION, FRAME_BASE,
        /** With DWARF 5 an index and LEB128, with DWARF 4 two addresses. */
        LOW_PC, HIGH_PC
    }

    private static final Map<Integer, Abbreviation> TABLE = Map.ofEntries(
            parent(3, FUNCTION, NAME, LOW_PC, HIGH_PC, FRAME_BASE, DECLARATION_FILE, DECLARATION_LINE, IS_EXTERNAL),
            parent(4, FUNCTION, NAME, LOW_PC, HIGH_PC, FRAME_BASE, IS_TRAMPOLINE),
            parent(5, FUNCTION, NAME, INLINE, DECLARATION_LINE, IS_EXTERNAL),
            parent(6, FUNCTION, ORIGIN, LOW_PC, HIGH_PC, FRAME_BASE),
            parent(7, FUNCTION, ORIGIN, LOW_PC, HIGH_PC, FRAME_BASE, IS_TRAMPOLINE),
            parent(8, INLINED_CALL, ORIGIN, LOW_PC, HIGH_PC, CALL_FILE, CALL_LINE),
            parent(9, INLINED_CALL, ORIGIN, RANGES, CALL_FILE, CALL_LINE),
            parent(12, SCOPE, RANGES),
            parent(13, SCOPE, LOW_PC, HIGH_PC),
            leaf(32, TYPE_PARAMETER, NAME, TYPE, DICTIONARY_INDEX),
            leaf(33, VARIABLE, NAME, DECLARATION_LINE, TYPE),
            leaf(34, PARAMETER, NAME, IS_RESULT, TYPE),
            leaf(35, VARIABLE, ORIGIN, LIST),
            leaf(36, VARIABLE, ORIGIN, EXPRESSION),
            leaf(37, VARIABLE, NAME, DECLARATION_LINE, TYPE, CLOSURE_OFFSET, LIST),
            leaf(38, VARIABLE, NAME, DECLARATION_LINE, TYPE, CLOSURE_OFFSET, EXPRESSION),
            leaf(39, VARIABLE, NAME, DECLARATION_LINE, TYPE, LIST),
            leaf(40, VARIABLE, NAME, DECLARATION_LINE, TYPE, EXPRESSION),
            leaf(41, PARAMETER, ORIGIN, LIST),
            leaf(42, PARAMETER, ORIGIN, EXPRESSION),
            leaf(43, PARAMETER, NAME, IS_RESULT, DECLARATION_LINE, TYPE, CLOSURE_OFFSET, LIST),
            leaf(44, PARAMETER, NAME, IS_RESULT, DECLARATION_LINE, TYPE, CLOSURE_OFFSET, EXPRESSION),
            leaf(45, PARAMETER, NAME, IS_RESULT, DECLARATION_LINE, TYPE, LIST),
            leaf(46, PARAMETER, NAME, IS_RESULT, DECLARATION_LINE, TYPE, EXPRESSION));

    /** @return null where entries of functions have no such number */
    static Abbreviation of(int number) {
        return TABLE.get(number);
    }

    private static Map.Entry<Integer, Abbreviation> parent(int number, Tag tag, Attribute... attributes) {
        return Map.entry(number, new Abbreviation(tag, true, List.of(attributes)));
    }

    private static Map.Entry<Integer, Abbreviation> leaf(int number, Tag tag, Attribute... attributes) {
        return Map.entry(number, new Abbreviation(tag, false, List.of(attributes)));
    }
}

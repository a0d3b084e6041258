package dev.whereabouts.ssa.gossafunc.trail;

import dev.whereabouts.amd64.abi.BasicType;
import dev.whereabouts.amd64.abi.GoType;
import dev.whereabouts.amd64.abi.InterfaceType;
import dev.whereabouts.amd64.abi.NamedType;
import dev.whereabouts.amd64.abi.SliceType;
import dev.whereabouts.amd64.abi.StructType;
import dev.whereabouts.amd64.abi.FunctionType;
import dev.whereabouts.amd64.abi.ChannelType;
import dev.whereabouts.amd64.abi.MapType;
import dev.whereabouts.amd64.abi.ArrayType;
import dev.whereabouts.amd64.abi.PointerType;
import dev.whereabouts.ssa.gossafunc.printed.PrintedBlock;
import dev.whereabouts.ssa.gossafunc.printed.PrintedFunction;
import dev.whereabouts.ssa.gossafunc.printed.PrintedName;
import dev.whereabouts.ssa.gossafunc.printed.PrintedSlot;
import dev.whereabouts.ssa.gossafunc.printed.PrintedValue;
import dev.whereabouts.ssa.gossafunc.trail.TrailSlot.Part;
import dev.whereabouts.ssa.gossafunc.type.TypeFacts;
import dev.whereabouts.ssa.problem.InputException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The step that replaces strings, slices, interfaces and complex numbers by their words.
 *
 * <p>Values that are made of words leave their line, the last of the line taking the place of each; lines that have none left are
 * replaced by the last line, from the end on. What remains comes first, then the words of every line, with or without values.
 */
final class WordSplit {

    private enum Kind {
        COMPLEX("ComplexMake", 2, ".real"), STRING("StringMake", 2, ".ptr"), SLICE("SliceMake", 3, ".ptr"), INTERFACE(
                "IMake",
                2, ".itab");

        private final String makeOp;
        private final int words;
        private final String firstSuffix;

        Kind(String makeOp, int words, String firstSuffix) {
            this.makeOp = makeOp;
            this.words = words;
            this.firstSuffix = firstSuffix;
        }
    }

    private static final Set<String> SUFFIXES = Set.of(".ptr", ".len", ".cap", ".itab", ".type", ".data", ".real",
            ".imag");

    private final List<Row> before;
    private final List<PrintedName> after;
    private final Map<Integer, PrintedValue> values = new HashMap<>();
    private final TypeFacts facts;

    WordSplit(List<Row> before, PrintedFunction after, TypeFacts facts) {
        this.before = before;
        this.after = after.names();
        this.facts = facts;
        for (PrintedBlock block : after.blocks()) {
            for (PrintedValue value : block.values()) {
                values.put(value.id(), value);
            }
        }
    }

    List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (Row row : remaining()) {
            if (rows.size() >= after.size() || !after.get(rows.size()).slot().equals(row.slot())) {
                throw InputException.malformed(row.name().at().place(),
                        "after the pass that splits strings and slices, line "
                                + (rows.size() + 1) + " of the names should be " + row.slot());
            }
            rows.add(row.now(after.get(rows.size())));
        }
        Set<PrintedSlot> present = new HashSet<>();
        for (Row row : before) {
            if (row.trail().variable().isParameter()) {
                present.add(row.slot());
            }
        }
        for (Row row : before) {
            addWords(row, rows, present);
        }
        if (rows.size() != after.size()) {
            throw InputException.malformed(after.get(rows.size()).at().place(),
                    "this line is a word of no string, slice or interface that the lines before the pass name");
        }
        return rows;
    }

    private List<Row> remaining() {
        List<Row> rows = new ArrayList<>(before);
        int end = rows.size();
        for (int i = rows.size() - 1; i >= 0; i--) {
            if (isEmptied(rows.get(i))) {
                end--;
                rows.set(i, rows.get(end));
            }
        }
        return rows.subList(0, end);
    }

    /** Whether no value stays with a line. */
    private boolean isEmptied(Row row) {
        Kind kind = kind(row);
        for (int id : row.values()) {
            PrintedValue value = values.get(id);
            boolean leaves = kind != null && value != null && value.op().equals(kind.makeOp);
            if (!leaves) {
                return false;
            }
        }
        return true;
    }

    private void addWords(Row row, List<Row> rows, Set<PrintedSlot> present) {
        Kind kind = kind(row);
        if (kind == null && isUnknown(row) && rows.size() < after.size()
                && isWordOf(row, after.get(rows.size()).slot(), 0)) {
            kind = kindOfNext(rows.size());
        }
        if (kind == null) {
            return;
        }
        boolean isParameter = row.trail().variable().isParameter();
        long width = 8;
        for (int word = 0; word < kind.words; word++) {
            if (rows.size() >= after.size()) {
                throw InputException.malformed(row.name().at().place(), "the words of " + row.slot() + " are missing");
            }
            PrintedName name = after.get(rows.size());
            if (word == 1 && kind == Kind.COMPLEX) {
                width = name.slot().type().equals("float32") ? 4 : 8;
            }
            if (!isWordOf(row, name.slot(), word * width)) {
                throw InputException.malformed(name.at().place(),
                        "a word of " + row.slot() + " is expected in this line");
            }
            if (!isParameter || present.add(name.slot())) {
                rows.add(new Row(name, row.trail().split(name.slot(), new Part.At(word * width))));
            }
        }
    }

    private static boolean isWordOf(Row row, PrintedSlot slot, long offset) {
        if (row.trail().variable().isParameter()) {
            return slot.variable().equals(row.slot().variable()) && slot.offset() == row.slot().offset() + offset;
        }
        String whole = localName(row);
        return slot.variable().startsWith(whole) && SUFFIXES.contains(slot.variable().substring(whole.length()));
    }

    /** Whether the lines after the pass alone can show what the type is. */
    private boolean isUnknown(Row row) {
        return !row.trail().variable().isParameter()
                && facts.type(row.slot().type()).filter(NamedType.class::isInstance).map(NamedType.class::cast)
                        .filter(type -> type.underlying().isEmpty()).isPresent();
    }

    private Kind kindOfNext(int at) {
        String first = after.get(at).slot().variable();
        if (first.endsWith(Kind.COMPLEX.firstSuffix)) {
            return Kind.COMPLEX;
        }
        if (!first.endsWith(Kind.STRING.firstSuffix)) {
            return Kind.INTERFACE;
        }
        return at + 2 < after.size() && after.get(at + 2).slot().variable().endsWith(".cap") ? Kind.SLICE : Kind.STRING;
    }

    /** The name that its words begin with: the compiler prints no package before variables that it splits off. */
    private static String localName(Row row) {
        return row.trail().parent().isEmpty() ? row.trail().variable().name() : row.slot().variable();
    }

    /** @return null where the line is not split, or nothing shows that it is */
    private Kind kind(Row row) {
        for (int id : row.values()) {
            PrintedValue value = values.get(id);
            for (Kind kind : Kind.values()) {
                if (value != null && value.op().equals(kind.makeOp)) {
                    return kind;
                }
            }
        }
        return facts.type(row.slot().type()).map(WordSplit::kind).orElse(null);
    }

    private static Kind kind(GoType type) {
        return switch (type) {
            case NamedType named -> named.underlying().map(WordSplit::kind).orElse(null);
            case SliceType _ -> Kind.SLICE;
            case InterfaceType _ -> Kind.INTERFACE;
            case BasicType basic -> switch (basic.form()) {
                case STRING -> Kind.STRING;
                case COMPLEX -> Kind.COMPLEX;
                case INTEGER, FLOAT -> null;
            };
            case PointerType _,ArrayType _,MapType _,ChannelType _,FunctionType _,StructType _ -> null;
        };
    }
}

package dev.whereabouts.ssa.gossafunc.trail;

import dev.whereabouts.amd64.abi.ArrayType;
import dev.whereabouts.amd64.abi.BasicType;
import dev.whereabouts.amd64.abi.ChannelType;
import dev.whereabouts.amd64.abi.FunctionType;
import dev.whereabouts.amd64.abi.GoType;
import dev.whereabouts.amd64.abi.InterfaceType;
import dev.whereabouts.amd64.abi.MapType;
import dev.whereabouts.amd64.abi.NamedType;
import dev.whereabouts.amd64.abi.PointerType;
import dev.whereabouts.amd64.abi.SliceType;
import dev.whereabouts.amd64.abi.StructType;
import dev.whereabouts.ssa.gossafunc.printed.PrintedFunction;
import dev.whereabouts.ssa.gossafunc.printed.PrintedName;
import dev.whereabouts.ssa.gossafunc.printed.PrintedSlot;
import dev.whereabouts.ssa.gossafunc.printed.PrintedValue;
import dev.whereabouts.ssa.gossafunc.trail.TrailSlot.Part;
import dev.whereabouts.ssa.gossafunc.type.TypeFacts;
import dev.whereabouts.ssa.problem.InputException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The step that replaces strings, slices, interfaces and complex numbers by their words.
 *
 * <p>Values that are made of words leave their line, the last of the line taking the place of each; lines that have none left are
 * replaced by the last line, from the end on. What remains comes first, then the words of every line, with or without values. Where nothing
 * shows whether a type is made of words, it is found by trying what uses up the lines.
 */
final class WordSplit {

    /** How many types that nothing shows one print may have. */
    private static final int MAX_UNKNOWN = 100;

    /** How many kinds are tried for them. */
    private static final int MAX_TRIES = 10_000;

    private enum Kind {
        COMPLEX("ComplexMake", ".real", ".imag"), STRING("StringMake", ".ptr", ".len"), SLICE("SliceMake", ".ptr",
                ".len",
                ".cap"), INTERFACE("IMake", ".itab", ".data"), EMPTY_INTERFACE("IMake", ".type", ".data"), SCALAR("");

        private final String makeOp;
        private final List<String> words;

        Kind(String makeOp, String... words) {
            this.makeOp = makeOp;
            this.words = List.of(words);
        }

        /** Whether a variable's part may have this suffix; the two kinds of interfaces need not be told apart. */
        boolean names(int word, String suffix) {
            boolean isTable = makeOp.equals("IMake") && word == 0;
            return isTable ? suffix.equals(".itab") || suffix.equals(".type") : words.get(word).equals(suffix);
        }
    }

    private final List<Row> before;
    private final PrintedFunction function;
    private final List<PrintedName> after;
    private final Map<Integer, PrintedValue> values = new HashMap<>();
    private final TypeFacts facts;
    private final Map<String, Kind> tried = new HashMap<>();
    private int tries;

    WordSplit(List<Row> before, PrintedFunction after, TypeFacts facts) {
        this.before = before;
        this.function = after;
        this.after = after.names();
        this.facts = facts;
        after.blocks().forEach(block -> block.values().forEach(value -> values.put(value.id(), value)));
    }

    List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (Row row : remaining()) {
            if (rows.size() >= after.size() || !after.get(rows.size()).slot().equals(row.slot())) {
                throw InputException.malformed(row.name().at().place(),
                        "after the pass that splits strings and slices, line " + (rows.size() + 1)
                                + " of the names should be "
                                + row.slot());
            }
            rows.add(row.now(after.get(rows.size())));
        }
        if (!fit(0, rows.size(), 0)) {
            throw InputException.malformed(function.heading().place(),
                    "after the pass that splits strings and slices, the names are not the words of those before it");
        }
        for (Row row : before) {
            addWords(row, rows);
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
        return row.values().stream().map(values::get)
                .allMatch(value -> kind != null && value != null && value.op().equals(kind.makeOp));
    }

    /**
     * Finds of every type that nothing shows whether it is made of words, so that the lines are used up.
     *
     * @param from    the first row to look at
     * @param at      the line of its first word
     * @param unknown how many types have been tried before
     */
    private boolean fit(int from, int at, int unknown) {
        int line = at;
        for (int r = from; r < before.size(); r++) {
            Row row = before.get(r);
            Kind kind = kind(row);
            if (kind == null) {
                return tryKinds(r, line, unknown);
            }
            if (!areWords(row, kind, line)) {
                return false;
            }
            line += kind.words.size();
        }
        return line == after.size();
    }

    private boolean tryKinds(int from, int at, int unknown) {
        String type = before.get(from).slot().type();
        for (Kind kind : List.of(Kind.SCALAR, Kind.INTERFACE, Kind.SLICE, Kind.STRING, Kind.COMPLEX)) {
            if (unknown >= MAX_UNKNOWN || tries++ >= MAX_TRIES) {
                return false;
            }
            tried.put(type, kind);
            if (fit(from, at, unknown + 1)) {
                return true;
            }
        }
        tried.remove(type);
        return false;
    }

    private boolean areWords(Row row, Kind kind, int at) {
        for (int word = 0; word < kind.words.size(); word++) {
            if (at + word >= after.size() || !isWord(row, kind, word, after.get(at + word).slot())) {
                return false;
            }
        }
        return true;
    }

    private static boolean isWord(Row row, Kind kind, int word, PrintedSlot slot) {
        if (row.trail().variable().isParameter()) {
            return slot.variable().equals(row.slot().variable())
                    && (word == 0) == (slot.offset() == row.slot().offset());
        }
        // the compiler prints no package before variables that it splits off
        String whole = row.trail().parent().isEmpty() ? row.trail().variable().name() : row.slot().variable();
        return slot.variable().startsWith(whole) && kind.names(word, slot.variable().substring(whole.length()));
    }

    private void addWords(Row row, List<Row> rows) {
        Kind kind = kind(row);
        long offset = 0;
        for (int word = 0; word < kind.words.size(); word++) {
            PrintedName name = after.get(rows.size());
            rows.add(new Row(name, row.trail().split(name.slot(), new Part.At(offset))));
            offset += kind == Kind.COMPLEX && name.slot().type().equals("float32") ? 4 : 8;
        }
    }

    /** @return null where neither the type nor a value shows it, nor it has been tried */
    private Kind kind(Row row) {
        GoType type = facts.type(row.slot().type()).orElse(null);
        boolean isShown = type != null && !(type instanceof NamedType named && named.underlying().isEmpty());
        if (isShown) {
            return kind(type);
        }
        for (int id : row.values()) {
            PrintedValue value = values.get(id);
            for (Kind kind : Kind.values()) {
                if (value != null && value.op().equals(kind.makeOp)) {
                    return kind;
                }
            }
        }
        return tried.get(row.slot().type());
    }

    private static Kind kind(GoType type) {
        return switch (type) {
            case NamedType named -> named.underlying().map(WordSplit::kind).orElse(Kind.SCALAR);
            case SliceType _ -> Kind.SLICE;
            case InterfaceType _ -> Kind.INTERFACE;
            case BasicType basic -> switch (basic.form()) {
                case STRING -> Kind.STRING;
                case COMPLEX -> Kind.COMPLEX;
                case INTEGER, FLOAT -> Kind.SCALAR;
            };
            case PointerType _,ArrayType _,MapType _,ChannelType _,FunctionType _,StructType _ -> Kind.SCALAR;
        };
    }
}

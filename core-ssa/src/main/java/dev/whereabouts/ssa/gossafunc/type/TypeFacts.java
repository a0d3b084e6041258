package dev.whereabouts.ssa.gossafunc.type;

import dev.whereabouts.amd64.abi.ArrayType;
import dev.whereabouts.amd64.abi.BasicType;
import dev.whereabouts.amd64.abi.GoType;
import dev.whereabouts.amd64.abi.InterfaceType;
import dev.whereabouts.amd64.abi.Layout;
import dev.whereabouts.amd64.abi.NamedType;
import dev.whereabouts.amd64.abi.SliceType;
import dev.whereabouts.amd64.abi.StructType;
import dev.whereabouts.amd64.abi.TypeException;
import dev.whereabouts.amd64.abi.TypeParser;
import dev.whereabouts.ssa.gossafunc.printed.PrintedBlock;
import dev.whereabouts.ssa.gossafunc.printed.PrintedFunction;
import dev.whereabouts.ssa.gossafunc.printed.PrintedValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the ops of one function prove about its named types. Learns from one printed function after another, then answers.
 */
public final class TypeFacts {

    private static final int MAX_FIELDS = 1000;

    /** How types begin whose text shows their fields, or their one element. */
    private static final List<String> LITERAL = List.of("struct {", "go.shape.struct {", "[1]", "[0]", "go.shape.[");

    private static final Pattern LOWERED_MOVE = Pattern.compile("MOV(B|W|L|Q|SS|SD)(?:load|store)");

    private final Map<String, GoType> proven = new HashMap<>();
    private final Map<String, List<String>> fields = new HashMap<>();
    private final Map<String, TreeMap<Integer, String>> selected = new HashMap<>();
    private final Map<String, Long> sizes = new HashMap<>();
    private final Map<String, GoType> known = new HashMap<>();
    private final Map<String, Optional<NamedType>> names = new HashMap<>();
    private Map<Integer, String> movedBefore = Map.of();
    private final Set<String> unfolding = new HashSet<>();
    private final Function<String, OptionalLong> given;

    /** @param given bytes of a type that the caller knows */
    public TypeFacts(Function<String, OptionalLong> given) {
        this.given = given;
    }

    /** Takes the proofs of a function after one pass. */
    public void learn(PrintedFunction function) {
        forget();
        Map<Integer, String> types = new HashMap<>();
        for (PrintedBlock block : function.blocks()) {
            for (PrintedValue value : block.values()) {
                types.put(value.id(), value.type());
            }
        }
        Map<Integer, String> moved = new HashMap<>();
        for (PrintedBlock block : function.blocks()) {
            for (PrintedValue value : block.values()) {
                learn(value, types);
                learnLowered(value, types);
                switch (value.op()) {
                    case "Load" -> moved.put(value.id(), value.type());
                    case "Store" -> moved.put(value.id(), value.aux());
                    default -> {
                    }
                }
            }
        }
        movedBefore = moved;
    }

    /**
     * A load or store that was generic before the pass is now as wide as the type that it moves. Later a load may be narrower than its type,
     * and a store than what it stores, never wider: no scalar is wider than 8 bytes.
     */
    private void learnLowered(PrintedValue value, Map<Integer, String> types) {
        if (value.op().equals("MOVQload")) {
            prove(value.type(), BasicType.UINT64);
        } else if (value.op().equals("MOVQstore")) {
            proveArgument(value, 1, types);
        }
        String type = movedBefore.get(value.id());
        Matcher move = type == null ? null : LOWERED_MOVE.matcher(value.op());
        if (move != null && move.matches()) {
            switch (move.group(1)) {
                case "B" -> prove(type, scalar(1, false));
                case "W" -> prove(type, scalar(2, false));
                case "L" -> prove(type, scalar(4, false));
                case "Q" -> prove(type, scalar(8, false));
                case "SS" -> prove(type, scalar(4, true));
                default -> prove(type, scalar(8, true));
            }
        }
    }

    private void learn(PrintedValue value, Map<Integer, String> types) {
        switch (value.op()) {
            case "StructMake", "ArrayMake1" -> {
                List<String> parts = value.args().stream().map(id -> types.getOrDefault(id, "")).toList();
                fields.putIfAbsent(value.type(), parts);
            }
            case "Empty" -> fields.putIfAbsent(value.type(), List.of());
            case "StructSelect", "ArraySelect" -> {
                String whole = value.args().isEmpty() ? "" : types.getOrDefault(value.args().getFirst(), "");
                long index = value.auxNumber();
                if (index >= 0 && index < MAX_FIELDS) {
                    selected.computeIfAbsent(whole, _ -> new TreeMap<>()).put((int) index, value.type());
                }
            }
            case "StringMake", "ConstString" -> prove(value.type(), BasicType.STRING);
            case "SliceMake", "ConstSlice" -> prove(value.type(), new SliceType(BasicType.UINT8));
            case "IMake", "ConstInterface" -> prove(value.type(), InterfaceType.EMPTY);
            case "NilCheck", "IsNonNil" -> proveArgument(value, 0, types);
            case "ClosureLECall", "ClosureCall" -> {
                proveArgument(value, 0, types);
                proveArgument(value, 1, types);
            }
            case "Zero", "Move" -> sizes.putIfAbsent(value.aux(), value.auxNumber());
            default -> learnWidths(value, types);
        }
    }

    /** A pointer. */
    private void proveArgument(PrintedValue value, int index, Map<Integer, String> types) {
        if (index < value.args().size()) {
            prove(types.getOrDefault(value.args().get(index), ""), BasicType.UINTPTR);
        }
    }

    private void learnWidths(PrintedValue value, Map<Integer, String> types) {
        OpEvidence evidence = OpEvidence.of(value.op());
        if (evidence.resultBytes() != OpEvidence.NOTHING) {
            prove(value.type(), scalar(evidence.resultBytes(), evidence.isFloat()));
        }
        if (evidence.argumentBytes() != OpEvidence.NOTHING && !value.args().isEmpty()) {
            prove(types.getOrDefault(value.args().getFirst(), ""),
                    scalar(evidence.argumentBytes(), evidence.isFloat()));
        }
    }

    private void forget() {
        known.clear();
        names.clear();
    }

    private void prove(String type, GoType is) {
        proven.putIfAbsent(type, is);
    }

    private static GoType scalar(int bytes, boolean isFloat) {
        return switch (bytes) {
            case 1 -> BasicType.UINT8;
            case 2 -> BasicType.UINT16;
            case 4 -> isFloat ? BasicType.FLOAT32 : BasicType.UINT32;
            default -> isFloat ? BasicType.FLOAT64 : BasicType.UINT64;
        };
    }

    /** Takes the width of a type from a spill of one of its values, which is as wide as the value. */
    public void learnWidth(String type, int bytes, boolean isFloat) {
        forget();
        prove(type, scalar(bytes, isFloat));
    }

    /** Bytes of a type, where the dump or the caller says. */
    public OptionalLong size(String type) {
        OptionalLong told = given.apply(type);
        if (told.isPresent()) {
            return told;
        }
        if (type(type).map(GoType::layout).orElse(null) instanceof Layout.Known layout) {
            return OptionalLong.of(layout.size());
        }
        Long moved = sizes.get(type);
        return moved == null ? OptionalLong.empty() : OptionalLong.of(moved);
    }

    /** A type as far as it is known; empty for text that is none. */
    public Optional<GoType> type(String text) {
        GoType type = known.get(text);
        if (type == null) {
            try {
                type = parser().type(text);
            } catch (TypeException _) {
                return Optional.empty();
            }
            known.put(text, type);
        }
        return Optional.of(type);
    }

    /** A parser that knows the names that the dump proves something about. */
    public TypeParser parser() {
        return new TypeParser(this::named);
    }

    /** The types of a struct's fields, or of the one element of an array, in order; empty where no op shows them. */
    public Optional<List<String>> fields(String type) {
        List<String> made = fields.get(type);
        TreeMap<Integer, String> parts = selected.getOrDefault(type, new TreeMap<>());
        if (made == null) {
            return LITERAL.stream().anyMatch(type::startsWith)
                    ? type(type).flatMap(TypeFacts::fields)
                    : Optional.empty();
        }
        List<String> all = new ArrayList<>(made);
        parts.forEach((index, part) -> {
            if (index < all.size()) {
                all.set(index, part);
            }
        });
        return Optional.of(all);
    }

    private static Optional<List<String>> fields(GoType type) {
        return switch (type) {
            case NamedType named -> named.underlying().flatMap(TypeFacts::fields);
            case StructType struct ->
                Optional.of(struct.fields().stream().map(field -> field.type().toString()).toList());
            case ArrayType array -> Optional.of(array.length() == 0 ? List.of() : List.of(array.element().toString()));
            default -> Optional.empty();
        };
    }

    private Optional<NamedType> named(String name) {
        Optional<NamedType> found = names.get(name);
        if (found == null) {
            GoType is = proven.get(name);
            found = is == null ? struct(name) : Optional.of(NamedType.of(name, is));
            names.put(name, found);
        }
        return found;
    }

    private Optional<NamedType> struct(String name) {
        Optional<List<String>> parts = fields(name);
        if (parts.isEmpty() || unfolding.size() >= GoType.MAX_DEPTH || !unfolding.add(name)) {
            return Optional.empty();
        }
        try {
            List<StructType.Field> made = new ArrayList<>();
            for (String part : parts.get()) {
                made.add(new StructType.Field("", parser().type(part)));
            }
            return Optional.of(NamedType.of(name, new StructType(made)));
        } catch (TypeException _) {
            return Optional.empty();
        } finally {
            unfolding.remove(name);
        }
    }
}

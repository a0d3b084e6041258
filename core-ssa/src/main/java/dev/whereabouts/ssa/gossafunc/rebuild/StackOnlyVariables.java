package dev.whereabouts.ssa.gossafunc.rebuild;

import dev.whereabouts.ssa.gossafunc.printed.PrintedBlock;
import dev.whereabouts.ssa.gossafunc.printed.PrintedFunction;
import dev.whereabouts.ssa.gossafunc.printed.PrintedName;
import dev.whereabouts.ssa.gossafunc.printed.PrintedValue;
import dev.whereabouts.ssa.gossafunc.rebuild.SyntaxTree.Declaration;
import dev.whereabouts.ssa.gossafunc.trail.TrailVariable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which variable each {@code VarDef} defines, and where that variable lies.
 *
 * <p>The op prints no more than a name. The syntax tree says which variables of that name are assigned in the op's source line; where an
 * inlined body stands there several times, the ops were made in the order of the tree. Where a variable lies is the offset of another op
 * that names it: of the one that takes its memory from the {@code VarDef}, where variables of one name lie in several places.
 */
final class StackOnlyVariables {

    private static final String VAR_DEF = "VarDef";
    private static final String LOCAL = "PAUTO";
    private static final String PARAMETER = "PPARAM";
    private static final String RESULT = "PPARAMOUT";
    private static final String HEAP = "PAUTOHEAP";

    /** Where the compiler takes a variable to be that it gave no place, in bytes from the CFA. */
    private static final long UNPLACED = -FrameOperands.UNDER_CFA;

    /** Where the compiler takes a variable to be that is on the heap, in bytes from the CFA: an append in place defines one. */
    private static final long ON_HEAP = 0;

    private static final Pattern OFFSET = Pattern.compile("off=(-?\\d{1,10})");

    private final SyntaxTree tree;
    private final FrameOperands operands;
    private final Map<String, OptionalLong> results;
    private final Map<Integer, PrintedValue> last = new LinkedHashMap<>();
    private final Map<String, List<PrintedValue>> firstDefinitions = new HashMap<>();
    private final Map<String, Set<String>> typesInRegisters = new HashMap<>();
    private final Map<Integer, Definition> definitions = new LinkedHashMap<>();
    private final List<Choice> choices = new ArrayList<>();

    /**
     * What a {@code VarDef} defines.
     *
     * @param name      without package
     * @param storage   the compiler's class, such as {@code PAUTO}
     * @param cfaOffset bytes from the CFA
     * @param identity  equal for definitions of one variable
     */
    record Definition(String name, String storage, long cfaOffset, Object identity) {}

    /** @param results by name, with their places in bytes from the CFA where they are passed on the stack */
    StackOnlyVariables(PrintedFunction first, PrintedFunction last, SyntaxTree tree, FrameOperands operands,
            Map<String, OptionalLong> results) {
        this.tree = tree;
        this.operands = operands;
        this.results = results;
        for (PrintedValue value : values(first)) {
            if (value.op().equals(VAR_DEF)) {
                firstDefinitions.computeIfAbsent(key(value), _ -> new ArrayList<>()).add(value);
            }
        }
        for (PrintedName row : first.names()) {
            typesInRegisters.computeIfAbsent(TrailVariable.bare(row.slot().variable()), _ -> new HashSet<>())
                    .add(row.slot().type());
        }
        firstDefinitions.values().forEach(all -> all.sort(Comparator.comparingInt(PrintedValue::id)));
        values(last).forEach(value -> this.last.put(value.id(), value));
        Map<String, List<Candidate>> byName = new LinkedHashMap<>();
        for (PrintedValue value : this.last.values()) {
            if (value.op().equals(VAR_DEF)) {
                Candidate candidate = candidate(value);
                byName.computeIfAbsent(candidate.name, _ -> new ArrayList<>()).add(candidate);
            }
        }
        byName.values().forEach(this::settle);
    }

    /** What a {@code VarDef} may define. */
    private record Candidate(PrintedValue value, String name, List<Declaration> declared, List<Long> places) {

        boolean isSynthetic() {
            return name.startsWith(".") || name.startsWith("~");
        }
    }

    /** By the id of the {@code VarDef}. */
    Map<Integer, Definition> definitions() {
        return definitions;
    }

    List<Choice> choices() {
        return choices;
    }

    private static List<PrintedValue> values(PrintedFunction function) {
        return function.blocks().stream().map(PrintedBlock::values).flatMap(List::stream).toList();
    }

    private static String key(PrintedValue value) {
        return TrailVariable.bare(value.aux()) + ":" + value.line();
    }

    private Candidate candidate(PrintedValue value) {
        String name = TrailVariable.bare(value.aux());
        boolean isSynthetic = name.startsWith(".") || name.startsWith("~");
        List<Declaration> declared = isSynthetic ? List.of() : declarations(value, name);
        String storage = declared.isEmpty() ? LOCAL : declared.getFirst().storage();
        return new Candidate(value, name, declared, places(value, name, storage));
    }

    /** Takes what is certain of some definitions of a name to decide the others. */
    private void settle(List<Candidate> all) {
        Map<Declaration, Long> placeOf = new HashMap<>();
        for (Candidate each : all) {
            if (each.declared.size() == 1 && each.places.size() == 1) {
                placeOf.put(each.declared.getFirst(), each.places.getFirst());
            }
        }
        for (Candidate each : all) {
            List<Declaration> declared = each.declared;
            List<Long> places = each.places;
            if (declared.size() == 1 && places.size() != 1 && placeOf.containsKey(declared.getFirst())) {
                places = List.of(placeOf.get(declared.getFirst()));
            }
            boolean placeTells = declared.size() > 1 && places.size() == 1
                    && placesOf(all, each) == declared.size();
            if (declared.size() > 1 && !placeTells) {
                choices.add(new Choice(each.name, quoted(each.value) + " defines one of several variables of its name",
                        declared.stream().map(d -> each.name + ", declared at " + d.position()).toList()));
            }
            if (places.size() != 1 && !each.isSynthetic()) {
                choices.add(new Choice(each.name,
                        "the frame offset of the variable that " + quoted(each.value) + " defines",
                        places.stream().map(at -> at + " bytes from the CFA").toList()));
            }
            long place = places.isEmpty() ? 0 : places.getFirst();
            String storage = declared.isEmpty() ? LOCAL : declared.getFirst().storage();
            definitions.put(each.value.id(), new Definition(each.name, storage, place,
                    declared.isEmpty() || placeTells ? each.name + "@" + place : declared.getFirst()));
        }
    }

    private static String quoted(PrintedValue value) {
        return "\"" + value.at().text().strip() + "\"";
    }

    /** In how many places the variables are that definitions in the same source line define; 0 where that is not certain. */
    private static long placesOf(List<Candidate> all, Candidate one) {
        List<Candidate> inLine = all.stream().filter(other -> other.value.line() == one.value.line()).toList();
        return inLine.stream().anyMatch(other -> other.places.size() != 1)
                ? 0
                : inLine.stream().map(other -> other.places.getFirst()).distinct().count();
    }

    /** The variables that it may define; several where the tree cannot tell. */
    private List<Declaration> declarations(PrintedValue value, String name) {
        List<Declaration> assigned = tree.assigned(name, value.line()).stream().filter(d -> !inRegisters(d)).toList();
        List<Declaration> distinct = assigned.stream().distinct().toList();
        if (distinct.isEmpty() && results.containsKey(name)) {
            return List.of(tree.declared(name).stream().filter(d -> d.storage().equals(RESULT)).findFirst()
                    .orElse(new Declaration(name, RESULT, true, "", "")));
        }
        if (distinct.size() <= 1) {
            return distinct.isEmpty()
                    ? tree.declared(name).stream().filter(d -> !inRegisters(d)).limit(1).toList()
                    : distinct;
        }
        List<PrintedValue> made = firstDefinitions.getOrDefault(key(value), List.of());
        // one without pointers is defined only where its memory may be shared, and so not where its address is taken
        List<Declaration> sharing = assigned.stream().filter(d -> !d.onlyMemory()).toList();
        for (List<Declaration> defined : List.of(assigned, sharing)) {
            int index = made.stream().map(PrintedValue::id).toList().indexOf(value.id());
            if (made.size() == defined.size() && index >= 0) {
                return List.of(defined.get(index));
            }
        }
        return distinct;
    }

    /** Whether a variable has a line of names: then no {@code VarDef} defines it. */
    private boolean inRegisters(Declaration declaration) {
        return !declaration.onlyMemory() && typesInRegisters.getOrDefault(declaration.name(), Set.of()).stream()
                .anyMatch(type -> declaration.type().equals(type) || declaration.type().endsWith("." + type));
    }

    /**
     * Where the variable may lie: where other ops find a variable of its name; of several places, where the op finds it that takes its memory from the
     * definition, or else those in its source line. A result that is passed on the stack lies where the caller expects it; one in registers that nothing
     * touches was never given a place, and the compiler takes the first byte under the saved frame pointer for it.
     */
    private List<Long> places(PrintedValue definition, String name, String storage) {
        boolean isResult = storage.equals(RESULT);
        if (storage.equals(HEAP)) {
            return List.of(ON_HEAP);
        }
        if (isResult && results.getOrDefault(name, OptionalLong.empty()).isPresent()) {
            return List.of(results.get(name).getAsLong());
        }
        Set<Long> all = new LinkedHashSet<>();
        Set<Long> inLine = new LinkedHashSet<>();
        for (PrintedValue access : last.values()) {
            OptionalLong base = base(access, definition, storage);
            base.ifPresent(all::add);
            if (base.isPresent() && access.line() == definition.line()) {
                inLine.add(base.getAsLong());
            }
        }
        if (all.size() <= 1) {
            return isResult && all.isEmpty() ? List.of(UNPLACED) : List.copyOf(all);
        }
        OptionalLong next = nextInMemory(definition, storage);
        return next.isPresent()
                ? List.of(next.getAsLong())
                : List.copyOf(inLine.size() == 1 ? inLine : all);
    }

    /** Where the op lies that is the next to change memory: it initialises the variable, itself or by an address. */
    private OptionalLong nextInMemory(PrintedValue definition, String storage) {
        for (PrintedValue user : last.values()) {
            if (!user.args().contains(definition.id())) {
                continue;
            }
            OptionalLong own = base(user, definition, storage);
            if (own.isPresent()) {
                return own;
            }
            for (int arg : user.args()) {
                PrintedValue address = last.get(arg);
                OptionalLong at = address == null ? OptionalLong.empty() : base(address, definition, storage);
                if (at.isPresent()) {
                    return at;
                }
            }
        }
        return OptionalLong.empty();
    }

    /** Bytes from the CFA of the start of the variable that a value names, where it may be the one that is defined. */
    private OptionalLong base(PrintedValue access, PrintedValue definition, String storage) {
        if (access.op().equals(VAR_DEF) || !access.aux().equals(definition.aux())) {
            return OptionalLong.empty();
        }
        OptionalLong at = operands.cfaOffset(access.id(), TrailVariable.bare(access.aux()));
        if (at.isEmpty()) {
            return at;
        }
        Matcher offset = OFFSET.matcher(access.auxInt());
        long base = at.getAsLong() - (offset.find() ? Long.parseLong(offset.group(1)) : access.auxNumber());
        boolean possible = storage.equals(RESULT) || base >= 0 == storage.equals(PARAMETER);
        return possible ? OptionalLong.of(base) : OptionalLong.empty();
    }
}

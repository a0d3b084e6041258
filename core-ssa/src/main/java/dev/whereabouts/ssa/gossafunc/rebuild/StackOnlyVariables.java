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

    /** Where the compiler takes a variable to be that it gave no place, in bytes from the CFA. */
    private static final long UNPLACED = -FrameOperands.UNDER_CFA;

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
        for (PrintedValue value : this.last.values()) {
            if (value.op().equals(VAR_DEF)) {
                define(TrailVariable.bare(value.aux()), value);
            }
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

    private void define(String name, PrintedValue value) {
        boolean isSynthetic = name.startsWith(".") || name.startsWith("~");
        List<Declaration> declared = isSynthetic ? List.of() : declarations(value, name);
        String storage = declared.isEmpty() ? LOCAL : declared.getFirst().storage();
        List<Long> places = places(value, name, storage);
        if (declared.size() > 1) {
            choices.add(new Choice(name,
                    "\"" + value.at().text().strip() + "\" defines one of several variables of its name",
                    declared.stream().map(d -> name + ", declared at " + d.position()).toList()));
        }
        if (places.size() != 1 && !isSynthetic) {
            choices.add(new Choice(name,
                    "the frame offset of the variable that \"" + value.at().text().strip() + "\" defines",
                    places.stream().map(at -> at + " bytes from the CFA").toList()));
        }
        long place = places.isEmpty() ? 0 : places.getFirst();
        definitions.put(value.id(), new Definition(name, storage, place,
                declared.isEmpty() ? name + "@" + place : declared.getFirst()));
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
        if (made.size() == assigned.size()) {
            for (int i = 0; i < made.size(); i++) {
                if (made.get(i).id() == value.id()) {
                    return List.of(assigned.get(i));
                }
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
     * Where the variable may lie: where other ops find a variable of its name, of these those that take their memory from the definition, or
     * else those in its source line. A result that is passed on the stack lies where the caller expects it; one in registers that nothing
     * touches was never given a place, and the compiler takes the first byte under the saved frame pointer for it.
     */
    private List<Long> places(PrintedValue definition, String name, String storage) {
        boolean isResult = storage.equals(RESULT);
        if (isResult && results.getOrDefault(name, OptionalLong.empty()).isPresent()) {
            return List.of(results.get(name).getAsLong());
        }
        Set<Long> all = new LinkedHashSet<>();
        Set<Long> direct = new LinkedHashSet<>();
        Set<Long> inLine = new LinkedHashSet<>();
        for (PrintedValue access : last.values()) {
            if (access.op().equals(VAR_DEF) || !access.aux().equals(definition.aux())) {
                continue;
            }
            OptionalLong base = base(access, name);
            if (base.isEmpty() || !isResult && base.getAsLong() >= 0 != storage.equals(PARAMETER)) {
                continue;
            }
            all.add(base.getAsLong());
            if (takesMemoryOf(definition.id(), access)) {
                direct.add(base.getAsLong());
            }
            if (access.line() == definition.line()) {
                inLine.add(base.getAsLong());
            }
        }
        if (isResult && all.isEmpty()) {
            return List.of(UNPLACED);
        }
        return List.copyOf(direct.size() == 1 ? direct : inLine.size() == 1 ? inLine : all);
    }

    private boolean takesMemoryOf(int definition, PrintedValue access) {
        for (int arg : access.args()) {
            PrintedValue value = last.get(arg);
            if (arg == definition
                    || value != null && value.op().equals("SPanchored") && value.args().contains(definition)) {
                return true;
            }
        }
        return false;
    }

    /** Bytes from the CFA of the start of the variable that a value names. */
    private OptionalLong base(PrintedValue access, String name) {
        OptionalLong at = operands.cfaOffset(access.id(), name);
        if (at.isEmpty()) {
            return at;
        }
        Matcher offset = OFFSET.matcher(access.auxInt());
        return OptionalLong.of(at.getAsLong() - (offset.find() ? Long.parseLong(offset.group(1)) : access.auxNumber()));
    }
}

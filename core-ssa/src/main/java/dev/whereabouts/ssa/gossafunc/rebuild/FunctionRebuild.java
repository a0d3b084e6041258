package dev.whereabouts.ssa.gossafunc.rebuild;

import dev.whereabouts.amd64.abi.ArrayType;
import dev.whereabouts.amd64.abi.GoType;
import dev.whereabouts.amd64.abi.NamedType;
import dev.whereabouts.amd64.abi.StructType;
import dev.whereabouts.amd64.register.GoVersion;
import dev.whereabouts.amd64.register.RegisterFile;
import dev.whereabouts.ssa.gossafunc.listing.Instruction;
import dev.whereabouts.ssa.gossafunc.listing.Placement;
import dev.whereabouts.ssa.gossafunc.printed.PrintedBlock;
import dev.whereabouts.ssa.gossafunc.printed.PrintedHome;
import dev.whereabouts.ssa.gossafunc.printed.PrintedName;
import dev.whereabouts.ssa.gossafunc.printed.PrintedSlot;
import dev.whereabouts.ssa.gossafunc.printed.PrintedValue;
import dev.whereabouts.ssa.gossafunc.rebuild.StackOnlyVariables.Definition;
import dev.whereabouts.ssa.gossafunc.trail.TrailSlot;
import dev.whereabouts.ssa.gossafunc.trail.TrailSlot.Part;
import dev.whereabouts.ssa.gossafunc.trail.TrailVariable;
import dev.whereabouts.ssa.gossafunc.type.TypeFacts;
import dev.whereabouts.ssa.model.Function;
import dev.whereabouts.ssa.model.FunctionBuilder;
import dev.whereabouts.ssa.model.OwnOp;
import dev.whereabouts.ssa.model.Parameter;
import dev.whereabouts.ssa.model.Slot;
import dev.whereabouts.ssa.model.Variable;
import dev.whereabouts.ssa.op.OpTable;
import dev.whereabouts.ssa.problem.InputException;
import dev.whereabouts.ssa.problem.Limits;
import dev.whereabouts.ssa.problem.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Builds one function. */
public final class FunctionRebuild {

    private static final String CLOSURE_POINTER = ".closureptr";

    private static final Pattern SPILL = Pattern.compile("MOV(B|W|L|Q|SS|SD)");

    private final DumpedFunction dumped;
    private final Optional<Placement> placement;
    private final TypeFacts facts;
    private final FunctionBuilder builder;
    private final FrameOperands operands;
    private final Parameters parameters;
    private final StackOnlyVariables stackOnly;
    private final Map<String, Integer> parameterIndex = new HashMap<>();
    private final Map<TrailVariable, Integer> variableIndex = new IdentityHashMap<>();
    private final Map<TrailSlot, Integer> slotIndex = new IdentityHashMap<>();
    private final Map<Object, Integer> definedIndex = new HashMap<>();
    private final Map<PlacedName, Integer> homeIndex = new HashMap<>();
    private final Map<PrintedSlot, Integer> homeOf = new HashMap<>();
    private final Map<Integer, PrintedValue> lastValues = new HashMap<>();
    private final List<Choice> choices = new ArrayList<>();

    /** A variable told by its name and place. */
    private record PlacedName(String name, long cfaOffset) {}

    /**
     * @param placement where its values are in the code; empty where there is no listing
     * @param arguments sizes of the parts of its parameters; empty where the dump does not hold that table
     * @param version   of the compiler
     */
    public FunctionRebuild(DumpedFunction dumped, Optional<Placement> placement, Optional<ArgumentInfo> arguments,
            GoVersion version, Limits limits) {
        this.dumped = dumped;
        this.placement = placement;
        this.facts = dumped.facts();
        this.builder = new FunctionBuilder(limits, _ -> dumped.last().heading().place());
        this.operands = new FrameOperands(dumped.genssa());
        learnWidths();
        arguments.ifPresent(this::learnWidths);
        this.parameters = new Parameters(dumped, version);
        this.stackOnly = new StackOnlyVariables(dumped.first(), dumped.last(), dumped.tree(), operands,
                parameters.results());
        choices.addAll(parameters.choices());
        choices.addAll(stackOnly.choices());
    }

    /** What the dump leaves open. */
    public List<Choice> choices() {
        return List.copyOf(choices);
    }

    /** @throws InputException where the parts make no function, or a size is missing that is needed */
    public Function build() {
        builder.name(dumped.symbol());
        builder.entry(dumped.last().blocks().getFirst().id());
        builder.optimized(dumped.optimized() || !dumped.abiInternal());
        placement.ifPresent(placed -> {
            builder.codeSize(placed.codeSize());
            builder.code(placed.code());
            for (Instruction instruction : placed.instructions()) {
                builder.instruction(instruction.pc(), instruction.line());
            }
        });
        addParameters();
        addNames();
        addBlocks();
        requireSizes();
        return builder.build();
    }

    /** A spill is as wide as the value. */
    private void learnWidths() {
        Optional<ArgumentSpills> spills = placement.map(ArgumentSpills::new);
        for (PrintedBlock block : dumped.last().blocks()) {
            for (PrintedValue value : block.values()) {
                Matcher spill = SPILL.matcher(operands.mnemonic(value.id()));
                if (value.op().equals("StoreReg") && spill.matches()) {
                    learn(value.type(), ArgumentSpills.Width.of(spill.group(1)));
                } else if (value.op().startsWith("Arg") && value.home() instanceof PrintedHome.Register(String name)) {
                    spills.ifPresent(all -> learn(value.type(), all.width(RegisterFile.idOf(name))));
                }
            }
        }
        for (Arrival arrival : dumped.arrivals()) {
            spills.ifPresent(all -> learn(arrival.slot().type(), all.width(RegisterFile.idOf(arrival.register()))));
        }
    }

    private void learnWidths(ArgumentInfo arguments) {
        Map<String, Map<Long, Integer>> widths = new HashMap<>();
        List<String> names = Parameters.names(dumped);
        for (int i = 0; i < Math.min(names.size(), arguments.parameters().size()); i++) {
            widths.put(names.get(i), arguments.parameters().get(i));
        }
        for (PrintedBlock block : dumped.last().blocks()) {
            for (PrintedValue value : block.values()) {
                if (value.op().equals("ArgIntReg") || value.op().equals("ArgFloatReg")) {
                    learn(value.type(), widths.getOrDefault(Parameters.variable(value.aux()), Map.of())
                            .get(Parameters.offset(value.aux())), value.op().equals("ArgFloatReg"));
                }
            }
        }
        for (Arrival arrival : dumped.arrivals()) {
            learn(arrival.slot().type(), widths.getOrDefault(TrailVariable.bare(arrival.slot().variable()), Map.of())
                    .get(arrival.slot().offset()), arrival.register().startsWith("X"));
        }
    }

    private void learn(String type, Integer bytes, boolean isFloat) {
        if (bytes != null) {
            facts.learnWidth(type, bytes, isFloat);
        }
    }

    private void learn(String type, ArgumentSpills.Width width) {
        if (width != null) {
            facts.learnWidth(type, width.bytes(), width.isFloat());
        }
    }

    private long size(String type) {
        return facts.size(type).orElse(Variable.UNKNOWN_SIZE);
    }

    private int variable(String name, String storage, String type, long cfaOffset) {
        if (cfaOffset != (int) cfaOffset) {
            throw InputException.invalid(dumped.last().heading().place(),
                    "a frame offset of " + name + " is out of bounds");
        }
        return builder.variable(new Variable(name, storage, type, size(type), (int) cfaOffset));
    }

    private void addParameters() {
        for (Parameters.Parameter parameter : parameters.byName().values()) {
            long home = parameter.cfaOffset().orElseGet(() -> frameOffset(parameter.name()).orElse(0));
            int index = variable(parameter.name(), "param", parameter.type(), home);
            parameterIndex.put(parameter.name(), index);
            builder.parameter(new Parameter(index, parameter.pieces()));
        }
    }

    /** Where a parameter lies, by an instruction that touches it. */
    private OptionalLong frameOffset(String parameter) {
        for (PrintedBlock block : dumped.last().blocks()) {
            for (PrintedValue value : block.values()) {
                OptionalLong at = operands.cfaOffset(value.id(), parameter);
                if (at.isEmpty() || at.getAsLong() < 0) {
                    continue;
                }
                if (TrailVariable.bare(value.aux()).equals(parameter)) {
                    return OptionalLong.of(at.getAsLong() - value.auxNumber());
                }
                PrintedValue source = value.op().equals("LoadReg") ? argument(value) : value;
                if (source != null && source.home() instanceof PrintedHome.Stack(PrintedSlot slot)
                        && TrailVariable.bare(slot.variable()).equals(parameter)) {
                    return OptionalLong.of(at.getAsLong() - slot.offset());
                }
            }
        }
        return OptionalLong.empty();
    }

    private PrintedValue argument(PrintedValue load) {
        if (lastValues.isEmpty()) {
            dumped.last().blocks().forEach(block -> block.values().forEach(value -> lastValues.put(value.id(), value)));
        }
        return load.args().isEmpty() ? null : lastValues.get(load.args().getFirst());
    }

    private void addNames() {
        for (int i = 0; i < dumped.trail().size(); i++) {
            PrintedName name = dumped.last().names().get(i);
            builder.beginName(slot(dumped.trail().get(i)));
            name.values().forEach(builder::nameValue);
        }
    }

    private int slot(TrailSlot trail) {
        Integer known = slotIndex.get(trail);
        if (known == null) {
            known = builder.slot(makeSlot(trail));
            slotIndex.put(trail, known);
        }
        return known;
    }

    private Slot makeSlot(TrailSlot trail) {
        PrintedSlot printed = trail.printed();
        TrailVariable root = trail.variable();
        long bytes = size(printed.type());
        if (root.isParameter()) {
            return new Slot(variable(root), printed.type(), bytes, printed.offset(), Slot.WHOLE, 0);
        }
        if (trail.parent().isEmpty()) {
            return new Slot(variable(root), printed.type(), bytes, 0, Slot.WHOLE, 0);
        }
        int parent = slot(trail.parent().get());
        int part = variable(printed.variable(), "auto", printed.type(), 0);
        return new Slot(part, printed.type(), bytes, 0, parent, offset(trail));
    }

    private int variable(TrailVariable trail) {
        Integer known = variableIndex.get(trail);
        if (known == null) {
            Integer parameter = trail.isParameter() ? parameterIndex.get(trail.name()) : null;
            known = parameter != null
                    ? parameter
                    : (Integer) variable(trail.name(), trail.isParameter() ? "param" : "auto", trail.type(), 0);
            variableIndex.put(trail, known);
        }
        return known;
    }

    private long offset(TrailSlot trail) {
        return switch (trail.part()) {
            case Part.Whole _ -> 0;
            case Part.At(long offset) -> offset;
            case Part.Field(int index) -> {
                List<Long> offsets = new ArrayList<>();
                boolean known = facts.type(trail.parent().orElseThrow().printed().type())
                        .filter(type -> leaves(type, 0, offsets, 0)).isPresent();
                // without the layout, any offsets in the right order do: they only sort the parts
                yield known && index < offsets.size() ? offsets.get(index) : index;
            }
        };
    }

    /** Adds the offsets of all fields that are neither structs nor arrays; false where the layout is not known. */
    private static boolean leaves(GoType type, long at, List<Long> offsets, int depth) {
        return switch (type) {
            case NamedType named when named.underlying().isPresent() ->
                leaves(named.underlying().get(), at, offsets, depth);
            case StructType struct when struct.layout() instanceof dev.whereabouts.amd64.abi.Layout.Known -> {
                boolean known = true;
                for (int i = 0; i < struct.fields().size(); i++) {
                    known &= leaves(struct.fields().get(i).type(), at + struct.offsets().get(i), offsets, depth + 1);
                }
                yield known;
            }
            case StructType _ -> false;
            case ArrayType array -> array.length() == 0 || leaves(array.element(), at, offsets, depth + 1);
            default -> {
                offsets.add(at);
                yield true;
            }
        };
    }

    private void addBlocks() {
        int value = 0;
        int index = 0;
        for (PrintedBlock block : dumped.last().blocks()) {
            int b = index++;
            builder.beginBlock(block.id(), block.kind(), placement.map(p -> p.blockPc(b)).orElse(Function.UNKNOWN));
            block.preds().forEach(builder::pred);
            block.succs().forEach(builder::succ);
            for (PrintedValue printed : block.values()) {
                int v = value++;
                add(printed, placement.map(p -> p.valuePc(v)).orElse(Function.UNKNOWN));
            }
        }
    }

    private void add(PrintedValue value, int pc) {
        builder.beginValue(value.id());
        int op = OpTable.idOf(value.op());
        if (op == OpTable.NONE) {
            builder.op(new OwnOp(op, value.op(), false, false, false, 0));
        } else {
            builder.op(op);
        }
        builder.type(value.type());
        builder.auxInt(value.auxNumber());
        builder.line(value.line());
        builder.pc(pc);
        value.args().forEach(builder::arg);
        switch (value.op()) {
            case "ArgIntReg", "ArgFloatReg" -> {
                builder.size(size(value.type()));
                builder.aux(parameter(Parameters.variable(value.aux()), value), Parameters.offset(value.aux()));
            }
            case "VarDef" -> defineStackOnly(value);
            default -> {
                // how a prologue without optimization is told: it stores parameters to their places
                Integer parameter = parameterIndex.get(TrailVariable.bare(value.aux()));
                if (parameter != null
                        && operands.cfaOffset(value.id(), TrailVariable.bare(value.aux())).orElse(-1) >= 0) {
                    builder.aux(parameter, value.auxNumber());
                }
            }
        }
        switch (value.home()) {
            case PrintedHome.Nowhere _ -> {
            }
            case PrintedHome.Register(String name) -> builder.homeRegister(register(name, value));
            case PrintedHome.Tuple(List<PrintedHome> parts) -> builder.homeTuple(parts.stream().mapToInt(
                    part -> part instanceof PrintedHome.Register(String name)
                            ? register(name, value)
                            : Function.HOME_NONE)
                    .toArray());
            case PrintedHome.Stack(PrintedSlot slot) -> stackHome(value, slot);
        }
    }

    private static int register(String name, PrintedValue value) {
        int register = RegisterFile.idOf(name);
        if (register == RegisterFile.NONE) {
            throw InputException.invalid(value.at().place(),
                    "amd64 has no register " + name + ": only dumps for amd64 are read");
        }
        return register;
    }

    private int parameter(String name, PrintedValue value) {
        Integer index = parameterIndex.get(name);
        if (index == null) {
            throw InputException.malformed(value.at().place(),
                    "parameter " + name + " is not among those that the first print of the function declares");
        }
        return index;
    }

    private void defineStackOnly(PrintedValue value) {
        Definition definition = stackOnly.definitions().get(value.id());
        if (definition.storage().equals("PPARAM") && parameterIndex.containsKey(definition.name())) {
            builder.aux(parameterIndex.get(definition.name()), 0);
            return;
        }
        Integer index = definedIndex.get(definition.identity());
        if (index == null) {
            boolean isResult = definition.storage().equals("PPARAMOUT");
            index = variable(definition.name(), isResult ? "result" : "auto", "", definition.cfaOffset());
            definedIndex.put(definition.identity(), index);
            if (definition.name().equals(CLOSURE_POINTER) && !dumped.optimized()) {
                builder.closureVariable(index);
            }
        }
        builder.aux(index, 0);
    }

    private void stackHome(PrintedValue value, PrintedSlot slot) {
        if (value.op().equals("Arg")) {
            builder.homeStack(parameter(TrailVariable.bare(slot.variable()), value), slot.offset());
            return;
        }
        OptionalLong at = operands.cfaOffset(value.id(), bareHome(slot));
        if (at.isEmpty()) {
            // only spills move a slot to the stack; another value's home has no effect
            Integer known = homeOf.get(slot);
            if (known != null) {
                builder.homeStack(known, slot.offset());
            } else if (value.op().equals("StoreReg")) {
                throw InputException.malformed(value.at().place(),
                        "genssa has no instruction for the spill v" + value.id());
            }
            return;
        }
        String name = bareHome(slot);
        long base = at.getAsLong() - slot.offset();
        int home = homeIndex.computeIfAbsent(new PlacedName(name, base), _ -> {
            Integer parameter = base >= 0 ? parameterIndex.get(name) : null;
            return parameter != null ? parameter : (Integer) variable(name, "auto", slot.type(), base);
        });
        homeOf.put(slot, home);
        builder.homeStack(home, slot.offset());
    }

    /** A home is a whole variable, with its package, or one that was split off, without. */
    private String bareHome(PrintedSlot slot) {
        boolean isPart = dumped.trail().stream()
                .anyMatch(trail -> trail.parent().isPresent() && !trail.variable().isParameter()
                        && trail.printed().variable().equals(slot.variable()));
        return isPart ? slot.variable() : TrailVariable.bare(slot.variable());
    }

    /** The size of a part is written into the lists where a variable has several. */
    private void requireSizes() {
        Map<TrailVariable, Integer> parts = new IdentityHashMap<>();
        for (TrailSlot trail : dumped.trail()) {
            parts.merge(trail.variable(), 1, Integer::sum);
        }
        for (TrailSlot trail : dumped.trail()) {
            TrailVariable variable = trail.variable();
            boolean isSynthetic = variable.name().startsWith(".") || variable.name().startsWith("~");
            int pieces = variable.isParameter() && parameters.byName().containsKey(variable.name())
                    ? parameters.byName().get(variable.name()).pieces().size()
                    : 0;
            if (!isSynthetic && Math.max(parts.get(variable), pieces) > 1
                    && size(trail.printed().type()) == Variable.UNKNOWN_SIZE) {
                Place place = dumped.last().heading().place();
                throw InputException.invalid(place, "variable " + variable.name() + " has a part of type "
                        + trail.printed().type()
                        + ", whose size the dump does not show: give it with the option types, as in "
                        + trail.printed().type() + "=8");
            }
        }
    }
}

package dev.whereabouts.amd64.abi;

import dev.whereabouts.amd64.register.GoVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Assigns one signature.
 *
 * <p>Source of the rule: Go's internal ABI document, "Function call argument and result passing": receiver and arguments, then results
 * with all registers free again; what has no size or does not fit whole goes to the stack; the spill area comes last. A type that is not
 * known leaves open what comes after it: registers in its own list, offsets in all that follows.
 */
final class Assigner {

    private final CallingConvention convention;
    private final GoVersion version;
    private int integersUsed;
    private int floatsUsed;
    private long stackEnd;
    private long spillEnd;
    private String registersWaitFor;
    private String stackWaitsFor;

    Assigner(CallingConvention convention, GoVersion version) {
        this.convention = convention;
        this.version = version;
    }

    CallLayout assign(Signature signature) {
        List<CallLayout.Assigned> arguments = signature.arguments().stream().map(p -> place(p, true)).toList();
        long resultsOffset = endPart();
        integersUsed = 0;
        floatsUsed = 0;
        registersWaitFor = null;
        List<CallLayout.Assigned> results = signature.results().stream().map(p -> place(p, false)).toList();
        if (stackWaitsFor != null) {
            return new CallLayout(arguments.stream().map(a -> withSpill(a, OptionalLong.empty())).toList(), results,
                    Optional.empty());
        }
        long spillOffset = endPart();
        long size = Layout.align(spillOffset + spillEnd, GoType.POINTER_SIZE);
        List<CallLayout.Assigned> placed = arguments.stream().map(a -> withSpill(a, OptionalLong.of(spillOffset)))
                .toList();
        return new CallLayout(placed, results,
                Optional.of(new CallLayout.ArgumentArea(resultsOffset, spillOffset, size)));
    }

    private long endPart() {
        stackEnd = Layout.align(stackEnd, GoType.POINTER_SIZE);
        return stackEnd;
    }

    /** Spill offsets are first counted from the start of the spill area, which is known only when all is placed. */
    private static CallLayout.Assigned withSpill(CallLayout.Assigned argument, OptionalLong spillArea) {
        if (!(argument
                .placement() instanceof Placement.InRegisters(List<RegisterPiece> pieces, OptionalLong relative))) {
            return argument;
        }
        OptionalLong spill = spillArea.isPresent()
                ? OptionalLong.of(spillArea.getAsLong() + relative.getAsLong())
                : spillArea;
        return new CallLayout.Assigned(argument.parameter(), new Placement.InRegisters(pieces, spill));
    }

    private CallLayout.Assigned place(Signature.Parameter parameter, boolean spilled) {
        return new CallLayout.Assigned(parameter, switch (parameter.type().layout()) {
            case Layout.Unknown(String typeName) -> undecided(typeName);
            case Layout.Known layout when layout.size() == 0 -> onStack(layout);
            case Layout.Known layout -> switch (layout.registers()) {
                case RegisterDemand.Memory _ -> onStack(layout);
                case RegisterDemand.Registers demand ->
                    inRegistersIfFree(parameter.type(), layout, demand, spilled);
                case RegisterDemand.Undecided(String typeName) ->
                    convention == CallingConvention.ABI0 ? onStack(layout) : undecided(typeName);
            };
        });
    }

    private Placement inRegistersIfFree(GoType type, Layout.Known layout, RegisterDemand.Registers demand,
            boolean spilled) {
        if (registersWaitFor != null) {
            return undecided(registersWaitFor);
        }
        if (demand.integers() > convention.integerRegisters().size() - integersUsed
                || demand.floats() > convention.floatRegisters().size() - floatsUsed) {
            return onStack(layout);
        }
        List<RegisterPiece> pieces = pieces(type);
        if (!spilled) {
            return new Placement.InRegisters(pieces, OptionalLong.empty());
        }
        long spill = Layout.align(spillEnd, layout.alignment());
        spillEnd = spill + layout.size();
        return new Placement.InRegisters(pieces, OptionalLong.of(spill));
    }

    private Placement onStack(Layout.Known layout) {
        if (stackWaitsFor != null) {
            return new Placement.Undecided(stackWaitsFor);
        }
        long offset = Layout.align(stackEnd, layout.alignment());
        stackEnd = offset + layout.size();
        if (stackEnd >= Layout.MAX_SIZE) {
            throw new TypeException("arguments and results are larger than the address space");
        }
        return new Placement.OnStack(offset);
    }

    private Placement undecided(String typeName) {
        registersWaitFor = typeName;
        stackWaitsFor = typeName;
        return new Placement.Undecided(typeName);
    }

    private List<RegisterPiece> pieces(GoType type) {
        List<BaseValue> values = BaseValue.of(type);
        List<RegisterPiece> pieces = new ArrayList<>(values.size());
        long[] padding = padding(type, values);
        for (int i = 0; i < values.size(); i++) {
            BaseValue value = values.get(i);
            int register = value.inFloatRegister()
                    ? convention.floatRegisters().get(floatsUsed++)
                    : convention.integerRegisters().get(integersUsed++);
            pieces.add(new RegisterPiece(value.type(), value.offset(), value.size(), register, padding[i]));
        }
        return List.copyOf(pieces);
    }

    private long[] padding(GoType type, List<BaseValue> values) {
        long[] padding = new long[values.size()];
        long sizes = 0;
        for (int i = 0; BaseValue.isStruct(type) && i + 1 < values.size(); i++) {
            BaseValue value = values.get(i);
            BaseValue next = values.get(i + 1);
            sizes += value.size();
            padding[i] = version.atLeast(25)
                    ? next.offset() - value.offset() - value.size()
                    : Layout.align(sizes, next.alignment()) - sizes;
        }
        return padding;
    }
}

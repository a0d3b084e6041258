package dev.whereabouts.ssa.analysis;

import dev.whereabouts.amd64.register.RegisterFile;
import dev.whereabouts.ssa.model.Function;
import dev.whereabouts.ssa.model.Parameter;
import dev.whereabouts.ssa.model.Piece;
import dev.whereabouts.ssa.model.Variable;
import dev.whereabouts.ssa.problem.InputException;
import dev.whereabouts.ssa.problem.Limits;
import dev.whereabouts.ssa.problem.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The lists of a function compiled with {@code -N}: every named parameter that arrives in registers has two entries, the registers until
 * the prologue has spilled the last of them, and its stack home from there to the function's end. The closure pointer is treated as one
 * more parameter where the release does so.
 *
 * <p>Local variables live on the stack throughout and have no list.
 */
final class UnoptimizedLists {

    private static final int NOT_FOUND = -1;

    private final Limits limits;

    UnoptimizedLists(Limits limits) {
        this.limits = limits;
    }

    /** A parameter with its pieces, or the closure pointer. */
    private record Arrival(int variable, List<Piece> pieces) {}

    LocationLists build(Function function, OpRoles roles, VersionRules rules, int pointerSize,
            AnalysisListener listener) {
        boolean withClosure = rules.closurePointer() && function.closureVariable() != Function.NO_VARIABLE;
        List<Arrival> arrivals = arrivals(function, roles, rules, withClosure);
        EntryLog log = new EntryLog(limits);
        log.reset(function, pointerSize);
        int afterPrologue = arrivals.isEmpty() ? NOT_FOUND : afterPrologue(function, roles, withClosure);
        if (afterPrologue != NOT_FOUND) {
            for (int list = 0; list < arrivals.size(); list++) {
                write(log, function, arrivals.get(list), list, afterPrologue, roles.registers());
            }
        }
        int lists = arrivals.size();
        int[] variable = new int[lists];
        int[] first = new int[lists + 1];
        long[] size = new long[lists];
        for (int list = 0; list < lists; list++) {
            variable[list] = arrivals.get(list).variable;
            first[list + 1] = list + 1;
            size[list] = function.variables().get(variable[list]).size();
        }
        return log.toLists(variable, new EntryLog.Parts(first, new long[lists], size), listener);
    }

    private static List<Arrival> arrivals(Function function, OpRoles roles, VersionRules rules, boolean withClosure) {
        List<Arrival> arrivals = new ArrayList<>();
        for (Parameter parameter : function.parameters()) {
            String name = function.variables().get(parameter.variable()).name();
            if (!parameter.pieces().isEmpty() && !name.equals("_") && rules.isWanted(name)) {
                arrivals.add(new Arrival(parameter.variable(), parameter.pieces()));
            }
        }
        if (withClosure) {
            Variable closure = function.variables().get(function.closureVariable());
            arrivals.add(new Arrival(function.closureVariable(),
                    List.of(new Piece(closure.type(), closure.size(), 0, closureRegister(function, roles), 0))));
        }
        return arrivals;
    }

    private static int closureRegister(Function function, OpRoles roles) {
        int entry = function.entry();
        for (int v = function.firstValue(entry); v < function.firstValue(entry + 1); v++) {
            if ((roles.traits(function.op(v)) & OpRoles.CLOSURE_POINTER) != 0) {
                if (function.home(v) < 0) {
                    throw InputException.invalid(new Place.Pointer(OpRoles.pointer(function, v, "home")),
                            "the closure pointer's home is a register");
                }
                return function.home(v);
            }
        }
        throw InputException.invalid(new Place.Pointer("/closureVariable"),
                "a function with a closure variable has LoweredGetClosurePtr in its entry block");
    }

    /** An entry that does not fit the pointer size leaves the whole list empty, as its first entry is needed for its second. */
    private static void write(EntryLog log, Function function, Arrival arrival, int list, int afterPrologue,
            RegisterFile registers) {
        int entry = function.entry();
        if (!log.fits(Boundary.BLOCK_START, afterPrologue)) {
            return;
        }
        if (log.begin(list, entry, Boundary.BLOCK_START, entry, afterPrologue)) {
            boolean several = arrival.pieces.size() > 1;
            for (Piece piece : arrival.pieces) {
                log.register(Math.max(registers.dwarfAt(registers.bitOf(piece.register())), 0));
                if (several) {
                    log.piece(piece.size());
                    if (piece.padding() > 0) {
                        log.piece(piece.padding());
                    }
                }
            }
        }
        Variable variable = function.variables().get(arrival.variable);
        log.begin(list, entry, afterPrologue, function.blockId(entry), Boundary.FUNCTION_END);
        log.stack(TrackedSlots.encodedStackOffset(variable, 0) >> 1);
    }

    /**
     * The value after the one that spills the last register argument of the entry block, or the first call; {@link Boundary#BLOCK_END}
     * where the spill is the block's last value; {@link #NOT_FOUND} where there is neither, as in a function that loops for ever.
     */
    private static int afterPrologue(Function function, OpRoles roles, boolean withClosure) {
        int entry = function.entry();
        int end = function.firstValue(entry + 1);
        Set<Integer> unspilled = new HashSet<>();
        for (int v = function.firstValue(entry); v < end; v++) {
            int traits = roles.traits(function.op(v));
            if (isArrival(traits, withClosure)) {
                unspilled.add(v);
                continue;
            }
            int spilled = spilledArgument(function, roles, v, withClosure);
            if (spilled != NOT_FOUND && unspilled.remove(spilled) && unspilled.isEmpty()) {
                return v + 1 < end ? v + 1 : Boundary.BLOCK_END;
            }
            if ((traits & OpRoles.CALL) != 0) {
                return v;
            }
        }
        return NOT_FOUND;
    }

    private static boolean isArrival(int traits, boolean withClosure) {
        return (traits & OpRoles.ARG_REGISTER) != 0 || withClosure && (traits & OpRoles.CLOSURE_POINTER) != 0;
    }

    /** The register argument that a value stores to the stack, where its arguments are just that, the stack pointer and memory. */
    private static int spilledArgument(Function function, OpRoles roles, int v, boolean withClosure) {
        int named = function.auxVariable(v);
        boolean ofParameter = named != Function.NO_VARIABLE && function.variables().get(named).isParameter();
        if (!ofParameter && !withClosure || !isMemory(function.type(v))) {
            return NOT_FOUND;
        }
        int spilled = NOT_FOUND;
        int arrivals = 0;
        int memories = 0;
        int stackPointers = 0;
        for (int i = function.argStart(v); i < function.argStart(v + 1); i++) {
            int arg = function.arg(i);
            int traits = roles.traits(function.op(arg));
            if (isArrival(traits, withClosure)) {
                arrivals++;
                spilled = arg;
            } else if (isMemory(function.type(arg))) {
                memories++;
            } else if ((traits & OpRoles.STACK_POINTER) != 0) {
                stackPointers++;
            } else {
                return NOT_FOUND;
            }
        }
        return arrivals == 1 && memories == 1 && stackPointers == 1 ? spilled : NOT_FOUND;
    }

    /** Memory, or a tuple that ends in it. */
    private static boolean isMemory(String type) {
        return type.equals("mem") || type.endsWith(",mem");
    }
}

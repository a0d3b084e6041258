package dev.whereabouts.ssa.analysis;

import dev.whereabouts.amd64.register.RegisterFile;
import dev.whereabouts.ssa.model.Function;
import dev.whereabouts.ssa.model.Parameter;
import dev.whereabouts.ssa.model.Piece;
import dev.whereabouts.ssa.model.Variable;
import dev.whereabouts.ssa.problem.InputException;
import dev.whereabouts.ssa.problem.Place;
import java.util.ArrayList;
import java.util.List;

/**
 * The lists of a function compiled with {@code -N}: every named parameter that arrives in registers has two entries, the registers until
 * the prologue has spilled the last of them, and its stack home from there to the function's end. The closure pointer is treated as one
 * more parameter where the release does so.
 *
 * <p>Local variables live on the stack throughout and have no list.
 */
final class UnoptimizedLists {

    private static final int NOT_FOUND = -1;

    private final EntryLog log;

    UnoptimizedLists(EntryLog log) {
        this.log = log;
    }

    /** A parameter with its pieces, or the closure pointer. */
    private record Arrival(int variable, List<Piece> pieces) {}

    LocationLists build(Function function, ValueTraits traits, VersionRules rules, int pointerSize,
            AnalysisListener listener) {
        boolean withClosure = rules.closurePointer() && function.closureVariable() != Function.NO_VARIABLE;
        List<Arrival> arrivals = arrivals(function, traits, rules, withClosure);
        log.reset(function, pointerSize);
        int afterPrologue = arrivals.isEmpty() ? NOT_FOUND : afterPrologue(function, traits, withClosure);
        if (afterPrologue != NOT_FOUND) {
            for (int list = 0; list < arrivals.size(); list++) {
                write(function, arrivals.get(list), list, afterPrologue, traits.registers());
            }
        }
        int[] lists = new int[(arrivals.size() + 1) * LocationLists.LIST_ROW];
        long[] parts = new long[arrivals.size() * LocationLists.PART_ROW];
        for (int list = 0; list < arrivals.size(); list++) {
            int variable = arrivals.get(list).variable;
            lists[list * LocationLists.LIST_ROW + LocationLists.VARIABLE] = variable;
            lists[(list + 1) * LocationLists.LIST_ROW + LocationLists.FIRST_PART] = list + 1;
            parts[list * LocationLists.PART_ROW + LocationLists.PART_SIZE] = function.variables().get(variable).size();
        }
        return log.toLists(lists, parts, listener);
    }

    private static List<Arrival> arrivals(Function function, ValueTraits traits, VersionRules rules,
            boolean withClosure) {
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
                    List.of(new Piece(closure.type(), closure.size(), 0, closureRegister(function, traits), 0))));
        }
        return arrivals;
    }

    private static int closureRegister(Function function, ValueTraits traits) {
        int entry = function.entry();
        for (int v = function.firstValue(entry); v < function.firstValue(entry + 1); v++) {
            if ((traits.of(v) & ValueTraits.CLOSURE_POINTER) != 0) {
                if (function.home(v) < 0) {
                    throw InputException.invalid(new Place.Pointer(ValueTraits.pointer(function, v, "home")),
                            "the closure pointer's home is a register");
                }
                return function.home(v);
            }
        }
        throw InputException.invalid(new Place.Pointer("/closureVariable"),
                "a function with a closure variable has LoweredGetClosurePtr in its entry block");
    }

    /** An entry that does not fit the pointer size leaves the whole list empty, as its first entry is needed for its second. */
    private void write(Function function, Arrival arrival, int list, int afterPrologue,
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
        log.stack(variable.cfaOffset() << 1 >> 1);
    }

    /**
     * The value after the one that spills the last register argument of the entry block, or the first call; {@link Boundary#BLOCK_END}
     * where the spill is the block's last value; {@link #NOT_FOUND} where there is neither, as in a function that loops for ever.
     */
    private static int afterPrologue(Function function, ValueTraits traits, boolean withClosure) {
        int entry = function.entry();
        int end = function.firstValue(entry + 1);
        int start = function.firstValue(entry);
        boolean[] isUnspilled = new boolean[end - start];
        int unspilled = 0;
        for (int v = start; v < end; v++) {
            int its = traits.of(v);
            if (isArrival(its, withClosure)) {
                isUnspilled[v - start] = true;
                unspilled++;
                continue;
            }
            int spilled = spilledArgument(function, traits, v, withClosure);
            if (spilled >= start && spilled < end && isUnspilled[spilled - start]) {
                isUnspilled[spilled - start] = false;
                unspilled--;
                if (unspilled == 0) {
                    return v + 1 < end ? v + 1 : Boundary.BLOCK_END;
                }
            }
            if ((its & ValueTraits.CALL) != 0) {
                return v;
            }
        }
        return NOT_FOUND;
    }

    private static boolean isArrival(int its, boolean withClosure) {
        return (its & ValueTraits.ARG_REGISTER) != 0 || withClosure && (its & ValueTraits.CLOSURE_POINTER) != 0;
    }

    /** The register argument that a value stores to the stack, where its arguments are just that, the stack pointer and memory. */
    private static int spilledArgument(Function function, ValueTraits traits, int v, boolean withClosure) {
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
            int its = traits.of(arg);
            if (isArrival(its, withClosure)) {
                arrivals++;
                spilled = arg;
            } else if (isMemory(function.type(arg))) {
                memories++;
            } else if ((its & ValueTraits.STACK_POINTER) != 0) {
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

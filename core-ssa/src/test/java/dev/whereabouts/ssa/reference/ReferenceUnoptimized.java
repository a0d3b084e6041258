package dev.whereabouts.ssa.reference;

import dev.whereabouts.amd64.register.GoVersion;
import dev.whereabouts.amd64.register.RegisterFile;
import dev.whereabouts.ssa.analysis.AnalysisOptions;
import dev.whereabouts.ssa.model.Function;
import dev.whereabouts.ssa.model.Parameter;
import dev.whereabouts.ssa.model.Piece;
import dev.whereabouts.ssa.model.Variable;
import java.util.ArrayList;
import java.util.List;

/** The lists of a function compiled with {@code -N}, by the mechanism. */
final class ReferenceUnoptimized {

    private static final int BLOCK_START = -10000;
    private static final int BLOCK_END = -20000;
    private static final int FUNCTION_END = -30000;

    private final Function function;
    private final AnalysisOptions options;
    private final GoVersion go;
    private final boolean closure;

    ReferenceUnoptimized(Function function, AnalysisOptions options) {
        this.function = function;
        this.options = options;
        go = options.go();
        closure = go.atLeast(23) && function.closureVariable() != Function.NO_VARIABLE;
    }

    List<ReferenceList> lists() {
        List<ReferenceList> lists = new ArrayList<>();
        List<List<Piece>> pieces = new ArrayList<>();
        for (Parameter parameter : function.parameters()) {
            String name = function.variables().get(parameter.variable()).name();
            if (!parameter.pieces().isEmpty() && !name.equals("_") && ReferenceNames.isWanted(name, go)) {
                lists.add(new ReferenceList(parameter.variable()));
                pieces.add(parameter.pieces());
            }
        }
        if (closure) {
            lists.add(new ReferenceList(function.closureVariable()));
            pieces.add(List.of(new Piece("", 8, 0, closureHome(), 0)));
        }
        Integer end = lists.isEmpty() ? null : prologueEnd();
        int block = function.blockId(function.entry());
        boolean fits = options.pointerSize() == 8 || end != null && block <= Short.MAX_VALUE && end <= Short.MAX_VALUE;
        for (int list = 0; end != null && fits && list < lists.size(); list++) {
            Variable variable = function.variables().get(lists.get(list).variable());
            lists.get(list).entries().add(block + " " + BLOCK_START + " " + block + " " + end + " "
                    + expression(pieces.get(list)));
            lists.get(list).entries().add(block + " " + end + " " + block + " " + FUNCTION_END + " "
                    + ReferenceFacts.onStack(variable.cfaOffset()));
        }
        return lists;
    }

    private int closureHome() {
        for (int value = function.firstValue(function.entry()); value < entryEnd(); value++) {
            if (function.opName(value).equals("LoweredGetClosurePtr")) {
                if (function.home(value) < 0) {
                    throw new ReferenceModel.Refused();
                }
                return function.home(value);
            }
        }
        throw new ReferenceModel.Refused();
    }

    private int entryEnd() {
        return function.firstValue(function.entry() + 1);
    }

    private String expression(List<Piece> pieces) {
        StringBuilder expression = new StringBuilder();
        for (Piece piece : pieces) {
            expression.append(ReferenceFacts.inRegister(RegisterFile.of(go).bitOf(piece.register()), go));
            if (pieces.size() > 1) {
                expression.append(ReferenceFacts.piece(piece.size()));
                expression.append(piece.padding() > 0 ? ReferenceFacts.piece(piece.padding()) : "");
            }
        }
        return expression.toString();
    }

    private boolean arrives(int value) {
        String op = function.opName(value);
        return op.equals("ArgIntReg") || op.equals("ArgFloatReg") || closure && op.equals("LoweredGetClosurePtr");
    }

    private Integer prologueEnd() {
        List<Integer> waiting = new ArrayList<>();
        for (int value = function.firstValue(function.entry()); value < entryEnd(); value++) {
            if (arrives(value)) {
                waiting.add(value);
                continue;
            }
            Integer spilled = spilled(value);
            if (spilled != null && waiting.remove(spilled) && waiting.isEmpty()) {
                return value + 1 < entryEnd() ? function.valueId(value + 1) : BLOCK_END;
            }
            if (ReferenceFacts.isCall(function, value, go)) {
                return function.valueId(value);
            }
        }
        return null;
    }

    private boolean isMemory(int value) {
        List<String> types = List.of(function.type(value).split(","));
        return types.getLast().equals("mem");
    }

    private Integer spilled(int value) {
        int variable = function.auxVariable(value);
        boolean parameter = variable != Function.NO_VARIABLE
                && function.variables().get(variable).variableClass().equals("param");
        if (!parameter && !closure || !isMemory(value)) {
            return null;
        }
        List<Integer> arrivals = new ArrayList<>();
        List<Integer> memories = new ArrayList<>();
        List<Integer> stackPointers = new ArrayList<>();
        for (int i = function.argStart(value); i < function.argStart(value + 1); i++) {
            int argument = function.arg(i);
            if (arrives(argument)) {
                arrivals.add(argument);
            } else if (isMemory(argument)) {
                memories.add(argument);
            } else if (function.opName(argument).equals("SP")) {
                stackPointers.add(argument);
            } else {
                return null;
            }
        }
        return arrivals.size() == 1 && memories.size() == 1 && stackPointers.size() == 1 ? arrivals.getFirst() : null;
    }
}

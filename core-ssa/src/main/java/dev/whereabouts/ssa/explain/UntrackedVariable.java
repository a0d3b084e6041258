package dev.whereabouts.ssa.explain;

import dev.whereabouts.amd64.register.GoVersion;
import dev.whereabouts.ssa.analysis.LocationLists;
import dev.whereabouts.ssa.analysis.VersionRules;
import dev.whereabouts.ssa.model.Function;
import dev.whereabouts.ssa.model.Parameter;
import dev.whereabouts.ssa.model.Variable;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A variable of a function that has no list, as the compiler's analysis does not track it.
 *
 * @param variable index of the variable in the function
 * @param reason   why it is not tracked
 */
public record UntrackedVariable(int variable, UntrackedReason reason) {

    /** The variables without a list, in order of their index. */
    static List<UntrackedVariable> of(LocationLists lists, GoVersion go) {
        Function function = lists.function();
        int variables = function.variables().size();
        boolean[] hasList = new boolean[variables];
        for (int list = 0; list < lists.lists(); list++) {
            hasList[lists.variable(list)] = true;
        }
        boolean[] hasSlot = new boolean[variables];
        for (int row = 0; row < function.names(); row++) {
            hasSlot[function.slots().get(function.nameSlot(row)).variable()] = true;
        }
        boolean[] inRegisters = new boolean[variables];
        for (Parameter parameter : function.parameters()) {
            inRegisters[parameter.variable()] |= !parameter.pieces().isEmpty();
        }
        VersionRules rules = VersionRules.of(go);
        return IntStream.range(0, variables).filter(variable -> !hasList[variable])
                .mapToObj(variable -> new UntrackedVariable(variable, function.optimized()
                        ? optimized(function.variables().get(variable), hasSlot[variable], rules)
                        : unoptimized(function.variables().get(variable), inRegisters[variable], rules)))
                .toList();
    }

    private static UntrackedReason optimized(Variable variable, boolean hasSlot, VersionRules rules) {
        if (!rules.tracks(variable.name())) {
            return UntrackedReason.SYNTHETIC;
        }
        if (hasSlot) {
            return UntrackedReason.PART_OF_ANOTHER;
        }
        if (variable.variableClass().equals("autoheap")) {
            return UntrackedReason.ON_HEAP;
        }
        return variable.name().equals("_") ? UntrackedReason.BLANK : UntrackedReason.NO_SLOT;
    }

    private static UntrackedReason unoptimized(Variable variable, boolean inRegisters, VersionRules rules) {
        if (inRegisters) {
            return rules.isWanted(variable.name()) ? UntrackedReason.BLANK : UntrackedReason.SYNTHETIC;
        }
        return variable.variableClass().equals("autoheap") ? UntrackedReason.ON_HEAP : UntrackedReason.STACK_ONLY;
    }
}

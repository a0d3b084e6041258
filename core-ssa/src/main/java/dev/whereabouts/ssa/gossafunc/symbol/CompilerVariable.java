package dev.whereabouts.ssa.gossafunc.symbol;

/**
 * A variable as the compiler's debug information has it.
 *
 * @param name            the source's name
 * @param role            what it is to its function
 * @param declarationLine source line, or {@link dev.whereabouts.ssa.model.Function#UNKNOWN}
 * @param type            Go type; empty where it is one of the function's type parameters
 * @param inlined         the inlined call that the variable belongs to, or null where it is the function's own
 * @param location        where the compiler says it is
 */
public record CompilerVariable(String name, Role role, int declarationLine, String type, InlinedCall inlined,
        CompilerLocation location) {

    /** What a variable is to its function. */
    public enum Role {
        PARAMETER, RESULT, LOCAL
    }
}

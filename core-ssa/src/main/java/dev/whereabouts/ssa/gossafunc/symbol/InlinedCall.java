package dev.whereabouts.ssa.gossafunc.symbol;

/**
 * A call that the compiler replaced by the called function's body.
 *
 * @param function   the called function
 * @param callLine   source line of the call
 * @param within     the inlined call whose body it stands in, or null where it stands in the function itself
 */
public record InlinedCall(String function, int callLine, InlinedCall within) {}

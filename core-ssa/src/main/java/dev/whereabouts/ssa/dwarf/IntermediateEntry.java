package dev.whereabouts.ssa.dwarf;

/**
 * An entry of the intermediate form.
 *
 * @param beginBlock block id
 * @param beginValue value id or {@link dev.whereabouts.ssa.analysis.Boundary} sentinel
 * @param endBlock   block id, or {@link dev.whereabouts.ssa.analysis.Boundary#NO_BLOCK}
 * @param endValue   value id or sentinel
 * @param expression where the variable is
 */
public record IntermediateEntry(int beginBlock, int beginValue, int endBlock, int endValue,
        LocationExpression expression) {}

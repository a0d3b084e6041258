/**
 * What people ask about location lists: why an entry begins and ends where it does, why a variable has none, whether the lists are sound,
 * how much of the code they cover, and what the analysis did step by step.
 *
 * <p>{@link dev.whereabouts.ssa.explain.Explanations} and {@link dev.whereabouts.ssa.explain.Trace} watch an analysis;
 * {@link dev.whereabouts.ssa.explain.Checks}, {@link dev.whereabouts.ssa.explain.EmptyReasons} and
 * {@link dev.whereabouts.ssa.explain.Coverage} need only its result.
 *
 * <h2>Glossary</h2>
 * <dl>
 * <dt>reason</dt><dd>a sentence that names the value, the register and, for a merge, the block that lost a variable</dd>
 * <dt>check</dt><dd>a rule that sound lists keep; a finding names the rule, the variable and how bad it is</dd>
 * <dt>coverage</dt><dd>the instructions and source lines at which a variable has a location</dd>
 * <dt>stack-growth tail</dt><dd>the code at a function's end that calls {@code runtime.morestack} and starts over</dd>
 * </dl>
 */
package dev.whereabouts.ssa.explain;

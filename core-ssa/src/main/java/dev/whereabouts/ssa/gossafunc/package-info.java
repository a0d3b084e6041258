/**
 * Reads what a stock Go compiler prints for a function when {@code GOSSAFUNC} names it.
 *
 * <h2>Glossary</h2>
 * <dl>
 * <dt>dump</dt><dd>all that the compiler printed, other packages' output and messages included</dd>
 * <dt>pass</dt><dd>one stage of the compiler's SSA back end; the function is printed after each</dd>
 * <dt>genssa</dt><dd>the last stage, which prints the machine instructions before the assembler has placed them</dd>
 * <dt>listing</dt><dd>what the compiler's option {@code -S} prints: the instructions as placed, and the bytes</dd>
 * </dl>
 */
package dev.whereabouts.ssa.gossafunc;

/**
 * One SSA function as the location-list analysis sees it: after register allocation, before missing register arguments are synthesised.
 *
 * <p>A {@link dev.whereabouts.ssa.model.Function} is immutable. What there is once per value lies in primitive arrays (columns), since
 * the analysis visits every value several times; what there is once per variable or slot is a record.
 *
 * <h2>Glossary</h2>
 * <dl>
 * <dt>value</dt><dd>one SSA value; an instruction, or none where its op is zero width</dd>
 * <dt>block</dt><dd>a basic block; blocks stand in layout order, the order of their code</dd>
 * <dt>home</dt><dd>where register allocation put a value: a register, a stack slot, or several registers (a tuple)</dd>
 * <dt>slot</dt><dd>a piece of a variable that the analysis follows: a whole variable, a part of one at an offset, or a part of another
 * slot ({@code splitOf})</dd>
 * <dt>names</dt><dd>which values hold which slot, in the compiler's order; may mention values that are gone (dead ids)</dd>
 * <dt>CFA</dt><dd>the canonical frame address (DWARF 5 section 6.4): the stack pointer before the call instruction pushed</dd>
 * </dl>
 */
package dev.whereabouts.ssa.model;

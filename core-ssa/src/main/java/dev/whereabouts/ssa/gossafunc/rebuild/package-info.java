/**
 * From what was gathered of a dumped function to the function that the analysis takes.
 *
 * <p>The last print has blocks, values and names; what it lacks stands elsewhere: which variable a line of names means ({@link
 * dev.whereabouts.ssa.gossafunc.trail}), the sizes of types ({@link dev.whereabouts.ssa.gossafunc.type}), PCs ({@link
 * dev.whereabouts.ssa.gossafunc.listing}), where a variable lies in the frame (the operands of the instructions that touch it), in which
 * registers parameters arrive (the signature; where that names types that the dump does not show, the log), and which of several variables
 * of one name an assignment defines (the syntax tree). Where two readings are possible the dump cannot decide, and the answer says so with
 * a {@link dev.whereabouts.ssa.gossafunc.rebuild.Choice}.
 *
 * <h2>Glossary</h2>
 * <dl>
 * <dt>arrival</dt><dd>that a piece of a parameter is in a register when the function begins</dd>
 * <dt>stack-only variable</dt><dd>one that is never in a register; {@code VarDef} says where it comes to life</dd>
 * <dt>frame operand</dt><dd>an operand such as {@code main.x-16(SP)} or {@code main.s+8(FP)}</dd>
 * </dl>
 */
package dev.whereabouts.ssa.gossafunc.rebuild;

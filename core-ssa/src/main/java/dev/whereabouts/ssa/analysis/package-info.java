/**
 * From a function to its location lists, as the Go compiler builds them.
 *
 * <p>{@link dev.whereabouts.ssa.analysis.LocationListAnalysis} is the way in. It runs three stages: missing register arguments are
 * synthesised, liveness finds where every slot is at the start and end of every block, and the list builder walks the blocks in layout
 * order and writes an entry whenever a variable's location changes. Functions compiled with {@code -N} take a path of their own.
 *
 * <h2>Glossary</h2>
 * <dl>
 * <dt>location</dt><dd>the registers that hold a slot, and its stack offset from the CFA if it is on the stack; either, both or none
 * (absent)</dd>
 * <dt>block state</dt><dd>the location of every slot at one end of a block</dd>
 * <dt>relevant block</dt><dd>one in which some value moves a slot</dd>
 * <dt>location list</dt><dd>for one variable, the ranges of instructions where it has a location (DWARF 5 section 2.6.2)</dd>
 * <dt>entry</dt><dd>one such range with its location expression</dd>
 * <dt>boundary</dt><dd>where an entry begins or ends: a block's id with a value's id or a {@linkplain
 * dev.whereabouts.ssa.analysis.Boundary sentinel}; an entry ends before the instruction after that value</dd>
 * <dt>part</dt><dd>one of a variable's slots, in order of offset; each becomes a piece of the expression where there are several</dd>
 * </dl>
 */
package dev.whereabouts.ssa.analysis;

/**
 * Executes instructions: each decoded once into a step, steps kept in blocks, blocks linked to their successors.
 *
 * <h2>Glossary</h2>
 * <dl>
 * <dt>step</dt><dd>an instruction bound to its operands, ready to execute</dd>
 * <dt>lowering</dt><dd>turning an instruction into a step; one class for each group of operations</dd>
 * <dt>fused step</dt><dd>a step of several instructions, for sequences that programs consist of</dd>
 * <dt>block</dt><dd>a run of steps with one entry</dd>
 * <dt>side exit</dt><dd>a branch in a block that is not its last instruction</dd>
 * <dt>link</dt><dd>from a block to one that was executed behind it, so that it need not be looked up again</dd>
 * <dt>stop</dt><dd>an address that a run ends before</dd>
 * <dt>place</dt><dd>an integer operand of whatever kind</dd>
 * <dt>exit</dt><dd>why execution came back to whoever started it</dd>
 * <dt>wordwise, lanewise</dt><dd>of vector instructions: each word of 64 bits, or each lane of 128, of the result comes from those of the operands
 * in the same place</dd>
 * </dl>
 */
package dev.whereabouts.amd64.interpreter;

/**
 * The instructions of amd64 as data: a table of encodings, the decoder, and decoded instructions.
 *
 * <h2>Glossary</h2>
 * <dl>
 * <dt>operation</dt><dd>what an instruction does, by Intel's mnemonic. The form with VEX has the name of the older form, since it does the
 * same to more operands: VADDPD is {@code ADDPD} with {@link dev.whereabouts.amd64.instruction.Instruction#isVex()}. Conditions are apart:
 * JE is {@code JCC} with condition 4. String instructions have no size in their name: MOVSQ is {@code MOVS} with operand size 64, so that
 * {@code MOVSD} is the one of SSE2.</dd>
 * <dt>operand</dt><dd>a register, memory, an immediate or a branch's target</dd>
 * <dt>feature group</dt><dd>what CPUID reports an operation by; a decoder can be told to know fewer</dd>
 * </dl>
 */
package dev.whereabouts.amd64.instruction;

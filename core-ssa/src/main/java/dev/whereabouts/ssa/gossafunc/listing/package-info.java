/**
 * From the machine instructions of a dump to PCs.
 *
 * <p>genssa says which value every instruction is for, but not where it stands; the listing of {@code -S} says where every instruction
 * stands, but not what it is for. {@link dev.whereabouts.ssa.gossafunc.listing.Pairing} walks both in step, and {@link
 * dev.whereabouts.ssa.gossafunc.listing.Placement} reads off the PC of every value and block.
 *
 * <h2>Glossary</h2>
 * <dl>
 * <dt>index</dt><dd>the number that genssa prints beside an instruction: the order of their making, which is not always the order in which
 * they stand</dd>
 * <dt>label</dt><dd>the value or block that genssa prints an instruction for</dd>
 * <dt>PC</dt><dd>bytes from the function's start</dd>
 * <dt>prologue, epilogue</dt><dd>what the assembler adds around the function's own instructions to make and remove the frame</dd>
 * <dt>tail</dt><dd>what the assembler adds at the end to grow the stack</dd>
 * <dt>padding</dt><dd>NOPs that the assembler puts before a jump, so that none crosses a 32-byte boundary</dd>
 * <dt>pseudo-instruction</dt><dd>one without bytes: {@code TEXT}, {@code FUNCDATA}, {@code PCDATA}, {@code END}, and most {@code NOP}s</dd>
 * </dl>
 */
package dev.whereabouts.ssa.gossafunc.listing;

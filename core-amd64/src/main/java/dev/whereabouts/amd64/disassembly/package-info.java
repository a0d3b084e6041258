/**
 * Decoded instructions as text, in the two notations that readers of Go's machine code know.
 *
 * <h2>Glossary</h2>
 * <dl>
 * <dt>Intel syntax</dt><dd>the destination first, sizes beside memory operands, as {@code objdump -M intel} prints it</dd>
 * <dt>Go syntax</dt><dd>the destination last, sizes in the mnemonic, as {@code go tool objdump} prints it: registers have one name whatever
 * their size, and comparisons read from left to right</dd>
 * <dt>mnemonic</dt><dd>an operation's name together with its condition, its size or its comparison</dd>
 * </dl>
 */
package dev.whereabouts.amd64.disassembly;

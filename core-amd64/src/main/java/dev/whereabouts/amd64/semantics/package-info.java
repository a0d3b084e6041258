/**
 * What instructions compute: pure functions of values, one class for each topic. The interpreter calls them with what it read from registers and
 * memory; generated code calls the same ones with its locals.
 *
 * <h2>Glossary</h2>
 * <dl>
 * <dt>size</dt><dd>of an integer: {@code Flags.B8} to {@code Flags.B64}</dd>
 * <dt>value</dt><dd>an integer of some size, sign-extended to 64 bits unless said otherwise</dd>
 * <dt>status</dt><dd>CF, PF, AF, ZF, SF, OF as the bits of RFLAGS</dd>
 * </dl>
 */
package dev.whereabouts.amd64.semantics;

/**
 * What instructions compute: pure functions of values, one class for each topic. The interpreter calls them with what it read from registers and
 * memory; generated code calls the same ones with its locals.
 *
 * <h2>Glossary</h2>
 * <dl>
 * <dt>size</dt><dd>of an integer: {@code Flags.B8} to {@code Flags.B64}</dd>
 * <dt>value</dt><dd>an integer of some size, sign-extended to 64 bits unless said otherwise</dd>
 * <dt>status</dt><dd>CF, PF, AF, ZF, SF, OF as the bits of RFLAGS</dd>
 * <dt>word</dt><dd>64 bits of a vector register, as a long</dd>
 * <dt>lane</dt><dd>128 bits of a vector register, two words: most operations on 256 bits do the same in both lanes</dd>
 * <dt>element</dt><dd>a number in a word: its size is 8, 16, 32 or 64 bits, element 0 is the lowest</dd>
 * <dt>exceptions</dt><dd>of floating-point operations: the bits IE, DE, ZE, OE, UE and PE of MXCSR</dd>
 * <dt>quiet, signalling</dt><dd>of NaNs: the latter raise IE wherever they are operands</dd>
 * <dt>tiny</dt><dd>of a result: below the smallest normal number after rounding with an exponent without bounds</dd>
 * </dl>
 */
package dev.whereabouts.amd64.semantics;

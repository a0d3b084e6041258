/**
 * Arithmetic of the x87 unit in 80 bits, as pure functions of values (SDM volume 1, chapters 4 and 8). Every result is worked out exactly, or to
 * far more bits than it holds, and rounded once.
 *
 * <h2>Glossary</h2>
 * <dl>
 * <dt>extended value</dt><dd>sign, 15-bit exponent with bias 16,383, and a 64-bit significand whose integer bit is explicit</dd>
 * <dt>control word</dt><dd>which exceptions are masked (bits 0 to 5), precision (8 and 9), rounding (10 and 11)</dd>
 * <dt>status</dt><dd>what an operation adds to the status word: exceptions (bits 0 to 6), and C1 (bit 9), which says that rounding went away from
 * zero</dd>
 * <dt>masked response</dt><dd>the result that is delivered for an exception that is masked</dd>
 * <dt>indefinite</dt><dd>the masked response to an invalid operation: a quiet NaN, or the smallest integer</dd>
 * <dt>tiny</dt><dd>smaller than the smallest normal number after rounding as if exponents were unbounded</dd>
 * </dl>
 */
package dev.whereabouts.amd64.x87;

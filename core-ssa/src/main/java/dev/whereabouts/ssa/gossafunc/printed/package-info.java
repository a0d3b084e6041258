/**
 * A function as the compiler prints it after each pass.
 *
 * <p>The form is one heading with name and type, then the blocks in order, each with its values and how it ends, then which values hold
 * which variables. {@link dev.whereabouts.ssa.gossafunc.printed.PrintedFunctionParser} reads it; nothing here knows what the parts mean.
 *
 * <h2>Glossary</h2>
 * <dl>
 * <dt>aux, auxInt</dt><dd>what an op needs beside its arguments: a symbol, variable, type or text, printed in braces; a number, printed in
 * brackets</dd>
 * <dt>home</dt><dd>where register allocation put a value: printed after a colon</dd>
 * <dt>slot</dt><dd>a variable or a part of one: {@code x[int]}, or {@code s+8[int]} for the part 8 bytes into {@code s}</dd>
 * <dt>dead</dt><dd>a value or block that nothing uses at this point, still printed</dd>
 * </dl>
 */
package dev.whereabouts.ssa.gossafunc.printed;

/**
 * The variables of a stopped function: the binary's own location lists, evaluated where the program is.
 *
 * <h2>Glossary</h2>
 * <dl>
 * <dt>scope</dt><dd>a function, a block in it, or a function that was inlined into it; only those that the address is in have variables there</dd>
 * <dt>optimised out</dt><dd>of a variable: it is nowhere at this address</dd>
 * <dt>CFA</dt><dd>the stack pointer before the call that entered the function; from the runtime's own table of stack depths</dd>
 * </dl>
 */
package dev.whereabouts.debugcall.binary.variable;

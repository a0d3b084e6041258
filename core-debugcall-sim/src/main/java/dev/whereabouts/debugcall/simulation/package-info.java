/**
 * A script and a program in, a transcript out.
 *
 * <h2>Glossary</h2>
 * <dl>
 * <dt>stop</dt><dd>where the program is when the debugger begins</dd>
 * <dt>expectation</dt><dd>what a script says must come true; what does not is in the transcript</dd>
 * </dl>
 */
package dev.whereabouts.debugcall.simulation;

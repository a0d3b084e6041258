/**
 * What happened, in order: events, the calls they make up, and how the program stands; as JSON and as a story to read. The same session gives the
 * same bytes.
 *
 * <h2>Glossary</h2>
 * <dl>
 * <dt>event</dt><dd>something that the debugger did or that the program came to</dd>
 * <dt>site</dt><dd>where the program is stopped: its place, goroutine, registers and the top of its stack</dd>
 * <dt>finding</dt><dd>what a trap brings: results, a panic's value, the reason of a refusal</dd>
 * <dt>stack drawing</dt><dd>the words at SP, each with what it is</dd>
 * </dl>
 */
package dev.whereabouts.debugcall.transcript;

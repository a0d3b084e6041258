/**
 * The debugger's hands: everything it does to a stopped program goes through a {@link dev.whereabouts.debugcall.session.Debugger}, which knows
 * where the protocol stands and tells observers. It corrects nothing: a wrong sequence is carried out as it is.
 *
 * <h2>Glossary</h2>
 * <dl>
 * <dt>arrival</dt><dd>why the program stopped again, seen by the protocol</dd>
 * <dt>open call</dt><dd>an injection that has begun and whose pushed PC was not reached again; they nest</dd>
 * <dt>pushed PC</dt><dd>the address that the debugger leaves on the stack, where the goroutine goes on in the end</dd>
 * <dt>phase</dt><dd>the status of the last trap of the innermost open call, or none</dd>
 * <dt>resumption</dt><dd>letting the program go on, and what the debugger changed before</dd>
 * </dl>
 */
package dev.whereabouts.debugcall.session;

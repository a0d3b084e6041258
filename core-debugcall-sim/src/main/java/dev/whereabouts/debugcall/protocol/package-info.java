/**
 * The words of the debug-call protocol: its versions, statuses, frame classes and refusals. No behaviour.
 *
 * <p>Source of the rule: the comment on {@code debugCallV2} in Go's runtime, and the change that made the protocol follow the register ABI (Go
 * change 309169).
 *
 * <h2>Glossary</h2>
 * <dl>
 * <dt>debug call</dt><dd>a call of a function that a debugger injects into a goroutine that is stopped somewhere else</dd>
 * <dt>status</dt><dd>a number in a fixed register at each trap, by which the runtime tells the debugger where the call stands</dd>
 * <dt>frame class</dt><dd>a size of the frame that the runtime keeps for arguments and results: 32, 64, … 65536 bytes</dd>
 * <dt>refusal</dt><dd>the runtime's word that a call cannot be injected here</dd>
 * <dt>transient</dt><dd>of a refusal: another moment of the same goroutine may do</dd>
 * <dt>context register</dt><dd>the register in which a function finds the closure that it belongs to</dd>
 * </dl>
 */
package dev.whereabouts.debugcall.protocol;

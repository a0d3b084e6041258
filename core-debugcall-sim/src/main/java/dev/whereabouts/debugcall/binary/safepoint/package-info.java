/**
 * Where the runtime accepts a debug call, and why not elsewhere: computed from the binary's tables, without a run.
 *
 * <p>Source of the rule: {@code debugCallCheck} in Go's runtime. What depends on the moment (the goroutine's status, which stack it is on) is not
 * asked here.
 *
 * <h2>Glossary</h2>
 * <dl>
 * <dt>safe point</dt><dd>an address at which the compiler tells the collector enough about the frame</dd>
 * <dt>verdict</dt><dd>what the runtime says of an address that a debugger pushed: nothing, or a refusal</dd>
 * </dl>
 */
package dev.whereabouts.debugcall.binary.safepoint;

/**
 * Goroutines, found in the memory of a stopped program as a debugger finds them: from the thread's own storage, and from the runtime's list of all.
 *
 * <p>Source of the rule: the runtime's descriptors {@code g} and {@code m}, whose fields move from version to version.
 *
 * <h2>Glossary</h2>
 * <dl>
 * <dt>g</dt><dd>a goroutine's descriptor: stack bounds, status, id</dd>
 * <dt>m</dt><dd>a thread's descriptor</dd>
 * <dt>g0, gsignal</dt><dd>the descriptors of a thread's own stacks, for the scheduler and for signals</dd>
 * </dl>
 */
package dev.whereabouts.debugcall.binary.goroutine;

/**
 * A program as a debugger sees it: stopped, with registers, memory, symbols, types and goroutines; to be changed and let go on. There are two: our
 * model runtime, and a Go binary under the emulator.
 *
 * <h2>Glossary</h2>
 * <dl>
 * <dt>target</dt><dd>the program that is debugged</dd>
 * <dt>goroutine</dt><dd>as found from the thread it runs on: its descriptor's address, its id, its stack's bounds</dd>
 * <dt>system stack</dt><dd>a stack of the thread, on which the runtime schedules and collects; not a goroutine's</dd>
 * <dt>callee</dt><dd>a function that can be called, and what is known of it</dd>
 * <dt>type word</dt><dd>the first word of an empty interface: the address of its value's type</dd>
 * </dl>
 */
package dev.whereabouts.debugcall.target;

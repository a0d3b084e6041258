/**
 * Signals: their numbers, what a process does about them, what is pending, and the frames on the stack that a handler runs on and returns by.
 *
 * <h2>Glossary</h2>
 * <dl>
 * <dt>action</dt><dd>what a process set with {@code rt_sigaction}: a handler, to ignore, or the default</dd>
 * <dt>signal set</dt><dd>64 bits; bit n - 1 is signal n</dd>
 * <dt>pending</dt><dd>sent, and not yet taken by a thread</dd>
 * <dt>frame</dt><dd>the registers of the interrupted code, on the stack: a handler may change them, and {@code rt_sigreturn} loads them</dd>
 * <dt>alternate stack</dt><dd>where handlers run that ask for it (sigaltstack(2))</dd>
 * </dl>
 */
package dev.whereabouts.amd64.linux.signal;

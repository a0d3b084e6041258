/**
 * Linux user mode: a process that is a program, its memory, its threads and what the kernel does for them. Deterministic: one host thread runs
 * all guest threads in turn, time is the count of instructions, randomness comes from the request. Nothing of the host can be reached.
 *
 * <h2>Glossary</h2>
 * <dl>
 * <dt>guest</dt><dd>the emulated program; the host is the machine that emulates</dd>
 * <dt>turn</dt><dd>the instructions that one thread executes before the next thread is asked, {@link
 * dev.whereabouts.amd64.linux.Threads#TURN} at most</dd>
 * <dt>wait</dt><dd>what a blocked thread waits for: something that can be tried again, and a deadline</dd>
 * <dt>virtual time</dt><dd>nanoseconds: one for each instruction of any thread, and jumps to the next deadline while all threads wait</dd>
 * <dt>outcome</dt><dd>how a run ended</dd>
 * <dt>pause</dt><dd>why a process stopped for whoever inspects it</dd>
 * <dt>load bias</dt><dd>what is added to a position-independent program's addresses</dd>
 * </dl>
 */
package dev.whereabouts.amd64.linux;

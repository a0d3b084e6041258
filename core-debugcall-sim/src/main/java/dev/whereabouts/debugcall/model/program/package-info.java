/**
 * The model program: functions to call, places to stop at, and the runtime's part of the protocol, all of it amd64 machine code of our own. What a
 * runtime does in thousands of instructions (schedule, collect, grow a stack, format) is behind it as services, which the code asks for by
 * SYSCALL with a number in R13; no system call of Linux is ever made.
 *
 * <h2>Glossary</h2>
 * <dl>
 * <dt>image</dt><dd>code, data, symbols and types of the program for one version of the protocol: built once, never changed</dd>
 * <dt>site</dt><dd>one of the things that the program's main function can do; a scenario chooses it, as an argument would</dd>
 * <dt>unsafe range</dt><dd>instructions of a function at which a call is refused</dd>
 * <dt>stack check</dt><dd>a comparison of SP with the goroutine's bound at the start of a function, and what grows the stack at its end</dd>
 * <dt>home</dt><dd>of an argument: its own memory in the caller's frame; its spill slot where it comes in registers</dd>
 * </dl>
 */
package dev.whereabouts.debugcall.model.program;

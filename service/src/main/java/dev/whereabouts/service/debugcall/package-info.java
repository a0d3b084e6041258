/**
 * Debug calls, from a request's bytes to an answer's: a script is read, its program is found, the script is carried out, and what came of it is
 * told; and where a Go binary accepts calls at all.
 *
 * <h2>Glossary</h2>
 * <dl>
 * <dt>call script</dt><dd>what a debugger shall do with a program; see {@link dev.whereabouts.debugcall.script.CallScript}</dd>
 * <dt>program beside the script</dt><dd>an ELF file that came as a part of its own, or that a command's option names</dd>
 * <dt>safe point</dt><dd>an address at which the runtime accepts a call</dd>
 * </dl>
 */
package dev.whereabouts.service.debugcall;

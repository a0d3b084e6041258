/**
 * The services behind the model program's machine code: what the runtime decides, and what it does in one go instead of in instructions.
 *
 * <h2>Glossary</h2>
 * <dl>
 * <dt>service</dt><dd>one such thing; see {@link dev.whereabouts.debugcall.model.program.Service}</dd>
 * <dt>fatal error</dt><dd>the runtime's own end of the process: a message, a trace of the goroutine's frames, exit code 2</dd>
 * <dt>adjust</dt><dd>to change a pointer into a stack when that stack moves</dd>
 * </dl>
 */
package dev.whereabouts.debugcall.model.runtime;

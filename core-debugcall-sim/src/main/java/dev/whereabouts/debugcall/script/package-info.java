/**
 * Call scripts: what a debugger shall do with a program, as records, and their reader.
 *
 * <p>A script names a program and a place to stop, and then either calls, which the injector makes by the protocol, or steps, with which the
 * script itself is the debugger. What it expects makes it a test.
 *
 * <h2>Glossary</h2>
 * <dl>
 * <dt>call by value</dt><dd>arguments as JSON, placed by the types of the function</dd>
 * <dt>call by hand</dt><dd>frame and registers as they shall be, of a function of which nothing need be known</dd>
 * <dt>nested call</dt><dd>a call that is injected while another one's frame is ready and its function not yet called</dd>
 * <dt>step</dt><dd>one thing that a debugger does: save, set, write, push, read, resume, step, restore, expect</dd>
 * <dt>pointer</dt><dd>the place of a fault in the JSON (RFC 6901)</dd>
 * </dl>
 */
package dev.whereabouts.debugcall.script;

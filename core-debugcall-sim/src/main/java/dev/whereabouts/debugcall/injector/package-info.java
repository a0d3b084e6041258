/**
 * The debugger's side of the protocol done right, for any callee whose signature is known, and by hand for those whose is not.
 *
 * <h2>Glossary</h2>
 * <dl>
 * <dt>prepared call</dt><dd>a call of which every address, register and byte is known</dd>
 * <dt>nested call</dt><dd>one that is injected at status 0 of another, on that one's stack</dd>
 * <dt>retry</dt><dd>letting the program go on a little after a transient refusal, and injecting again</dd>
 * </dl>
 */
package dev.whereabouts.debugcall.injector;

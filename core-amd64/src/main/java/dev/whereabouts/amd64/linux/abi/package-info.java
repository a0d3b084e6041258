/**
 * Numbers of the interface between Linux and its programs on amd64, as the kernel's user headers (include/uapi) give them.
 *
 * <h2>Glossary</h2>
 * <dl>
 * <dt>errno</dt><dd>why a system call failed; a call returns it negated</dd>
 * </dl>
 */
package dev.whereabouts.amd64.linux.abi;

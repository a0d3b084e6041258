/**
 * Addresses and words as a debugger's user writes them: {@code main.scratch+0x40}, {@code RSP-8}, {@code saved.RIP}, {@code *(main.gT)}.
 *
 * <h2>Glossary</h2>
 * <dl>
 * <dt>symbol</dt><dd>a function or object by its name in the program, which may hold dots, brackets, stars and spaces</dd>
 * <dt>saved register</dt><dd>what a register held when the debugger last saved it</dd>
 * <dt>word</dt><dd>eight bytes, little-endian</dd>
 * </dl>
 */
package dev.whereabouts.debugcall.expression;

/**
 * Go values as JSON: arguments are put where a function expects them, results, panics and strings are read from where they are.
 *
 * <p>What JSON cannot say has its own words: {@code "0x…"} for addresses and whole numbers beyond 2^53, {@code "NaN"}, {@code "+Inf"} and {@code
 * "-Inf"}, {@code {"bytes": hex}} for text that is not UTF-8, {@code {"text", "length"}} and {@code {"elements", "length"}} for what is longer than
 * shown, {@code {"unreadable": "0x…"}} for memory that the program does not have.
 *
 * <p>Source of the rules: Go's internal ABI document, "Memory layout" and "Function call argument and result passing"; the Go language
 * specification, "Types".
 *
 * <h2>Glossary</h2>
 * <dl>
 * <dt>image</dt><dd>a value's bytes as they lie in memory, wherever they come from or go to</dd>
 * <dt>type word</dt><dd>the first word of an empty interface: the address of its value's type</dd>
 * <dt>method table</dt><dd>what the first word of another interface points to: its second word is the type word</dd>
 * <dt>data word</dt><dd>the second word of an interface: the value's address, or the value where that is a pointer itself</dd>
 * </dl>
 */
package dev.whereabouts.debugcall.value;

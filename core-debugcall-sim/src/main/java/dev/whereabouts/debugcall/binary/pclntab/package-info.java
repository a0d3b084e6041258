/**
 * The table of functions that every Go binary carries for its own runtime, stripped or not: names, entries, and tables that map each address to a
 * file, a line, the depth of the stack and more.
 *
 * <p>Source of the rule: Go's runtime (its header of the table, its record of a function, its steps through a table of values) and the constants
 * of {@code internal/abi}; the layouts of Go 1.16, 1.18 and 1.20.
 *
 * <h2>Glossary</h2>
 * <dl>
 * <dt>pclntab</dt><dd>the whole table: header, names, files, tables of values, functions</dd>
 * <dt>table of values</dt><dd>a number for each address of a function, written as differences</dd>
 * <dt>pcsp</dt><dd>of the tables of values: how far the stack pointer is below where it was before the return address was pushed, less that</dd>
 * <dt>PCDATA</dt><dd>tables of values that the compiler numbers; number 0 tells where the goroutine may not be stopped</dd>
 * <dt>funcID</dt><dd>the number of a function that the runtime treats specially</dd>
 * </dl>
 */
package dev.whereabouts.debugcall.binary.pclntab;

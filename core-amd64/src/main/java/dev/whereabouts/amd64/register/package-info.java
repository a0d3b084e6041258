/**
 * Go's amd64 registers, per Go version: the bit a register has in the compiler's register sets, its name in Go's assembler, its DWARF
 * number and its name in Intel's manual.
 *
 * <p>The facts are data: {@code versions} lists the releases that have a table of their own, {@code go1.N-amd64.registers} is one such
 * table. A release without a table takes that of the next newer one. To add a release, add its table and its line; no code changes.
 *
 * <h2>Glossary</h2>
 * <dl>
 * <dt>register id</dt><dd>a small number for a register's name that is the same in every version, so that a function can be read before
 * its version is known</dd>
 * <dt>bit</dt><dd>the register's position in the compiler's register sets in one version; where several registers hold a variable, the
 * lowest bit is the one that debug information names</dd>
 * <dt>DWARF number</dt><dd>the System V x86-64 psABI's number for the register (figure 3.36, "DWARF Register Number Mapping")</dd>
 * <dt>SDM name</dt><dd>the 64-bit (or vector) name in Intel's Software Developer's Manual, volume 1, chapter 3</dd>
 * </dl>
 */
package dev.whereabouts.amd64.register;

/**
 * A Go binary as a target: a stock static program for Linux on amd64, run from its first instruction under the emulator. The runtime inside it decides
 * everything; here is only what a debugger knows, from the file and from the memory of the stopped program.
 *
 * <h2>Glossary</h2>
 * <dl>
 * <dt>binary</dt><dd>the file: read once, unchanging, shared by any number of programs</dd>
 * <dt>program</dt><dd>a process that was started from it</dd>
 * <dt>load bias</dt><dd>what is added to the file's addresses where the program is position-independent</dd>
 * <dt>stripped</dt><dd>without the ELF symbol table and debug information; the runtime's own tables are always there</dd>
 * </dl>
 */
package dev.whereabouts.debugcall.binary;

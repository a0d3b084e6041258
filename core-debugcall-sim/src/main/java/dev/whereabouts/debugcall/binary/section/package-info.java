/**
 * Bytes of a binary, read with bounds: whatever they hold, a read answers or says what is wrong.
 *
 * <h2>Glossary</h2>
 * <dl>
 * <dt>bytes</dt><dd>a run of the file, little-endian, with a name for messages</dd>
 * <dt>cursor</dt><dd>a place in bytes that moves behind what it reads</dd>
 * <dt>LEB128</dt><dd>a number in as many bytes as it needs, seven bits each (DWARF 5 section 7.6)</dd>
 * </dl>
 */
package dev.whereabouts.debugcall.binary.section;

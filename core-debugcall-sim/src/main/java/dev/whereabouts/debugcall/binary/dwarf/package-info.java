/**
 * Debug information of a linked Go program, DWARF 4 and 5: entries, functions, types' entries, lines, and where variables are.
 *
 * <p>Source of the rule: DWARF 4 and 5 (section numbers beside the code are those of DWARF 5), and the attributes that Go's linker adds.
 *
 * <p>Sections are unpacked and units are read when something in them is asked for first.
 *
 * <h2>Glossary</h2>
 * <dl>
 * <dt>entry</dt><dd>a debugging information entry, a DIE: a tag and attributes, with entries inside it (section 2.1)</dd>
 * <dt>unit</dt><dd>the entries of one compilation; for Go, a package (section 7.5.1)</dd>
 * <dt>abbreviation</dt><dd>the tag and the forms of attributes that entries of one shape share (section 7.5.3)</dd>
 * <dt>form</dt><dd>how an attribute's value is written (section 7.5.6)</dd>
 * <dt>location list</dt><dd>where a variable is, by ranges of addresses (section 2.6.2)</dd>
 * <dt>line program</dt><dd>instructions that make the table of lines (section 6.2)</dd>
 * </dl>
 */
package dev.whereabouts.debugcall.binary.dwarf;

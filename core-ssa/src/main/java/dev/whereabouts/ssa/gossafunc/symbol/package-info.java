/**
 * The symbols of the object file as the compiler's option {@code -S} prints them, and what some of them say.
 *
 * <p>Besides functions ({@link dev.whereabouts.ssa.gossafunc.listing}) two kinds matter: type descriptors, which every {@code -S} prints
 * and which know the sizes of types ({@link dev.whereabouts.ssa.gossafunc.symbol.TypeLayout}), and debug information, which only {@code -S
 * -S} prints: the compiler's own list of variables with their location lists ({@link
 * dev.whereabouts.ssa.gossafunc.symbol.CompilerLists}). These lists are never an input of the analysis; they are there to be compared with.
 *
 * <h2>Glossary</h2>
 * <dl>
 * <dt>symbol</dt><dd>a named run of bytes in an object file</dd>
 * <dt>relocation</dt><dd>a place in a symbol where the linker will write another symbol's address or offset</dd>
 * <dt>entry</dt><dd>a debugging information entry (DWARF 5 section 2.1): a function, a variable, a scope</dd>
 * <dt>abbreviation</dt><dd>the number that says which tag and attributes an entry has (DWARF 5 section 7.5.3); which number means what is the
 * compiler's choice</dd>
 * <dt>abstract instance</dt><dd>the entry of a function that was inlined somewhere; its copies refer to it for names and types (DWARF 5
 * section 3.3.8)</dd>
 * </dl>
 */
package dev.whereabouts.ssa.gossafunc.symbol;

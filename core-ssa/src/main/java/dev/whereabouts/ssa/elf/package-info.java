/**
 * Location lists as an ELF object, for the tools that engineers trust: {@code readelf --debug-dump=loc}, {@code llvm-dwarfdump}, gdb.
 *
 * <p>{@link dev.whereabouts.ssa.elf.ElfObjectWriter} is the way in. The object is relocatable, so that the first function lies at address
 * 0 and its addresses are the PCs that this project prints.
 *
 * <h2>Glossary</h2>
 * <dl>
 * <dt>relocatable object</dt><dd>an ELF file of type {@code ET_REL}: sections at no address yet, with relocations that a linker, and
 * every reader of debug information, applies</dd>
 * <dt>relocation</dt><dd>a place in a section whose content is the address of a symbol plus an addend (psABI table 4.9)</dd>
 * <dt>DIE</dt><dd>debugging information entry: a tag and attributes (DWARF 5 section 2.1)</dd>
 * <dt>abbreviation</dt><dd>the shape of a DIE: tag, attributes, forms (DWARF 5 section 7.5.3)</dd>
 * <dt>CFA</dt><dd>the canonical frame address, computed from registers by the rules in {@code .debug_frame} (DWARF 5 section 6.4)</dd>
 * </dl>
 */
package dev.whereabouts.ssa.elf;

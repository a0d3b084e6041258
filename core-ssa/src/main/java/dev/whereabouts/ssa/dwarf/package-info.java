/**
 * The bytes of location lists and location expressions: written from {@link dev.whereabouts.ssa.analysis.LocationLists}, and read back.
 *
 * <p>Writers append to a {@link dev.whereabouts.ssa.dwarf.ByteWriter} that the caller clears and uses again, so writing a list allocates
 * nothing. Readers take any bytes and answer with a {@link dev.whereabouts.ssa.dwarf.Decoding}: the parts, or where and why the bytes are
 * malformed. All numbers are little endian, as on every target that Go's register ABI names here.
 *
 * <h2>Glossary</h2>
 * <dl>
 * <dt>intermediate form</dt><dd>a list whose boundaries are still block and value ids: what the compiler keeps from the analysis until
 * code is laid out ({@link dev.whereabouts.ssa.dwarf.IntermediateForm})</dd>
 * <dt>.debug_loc</dt><dd>the section of DWARF 4's lists: pairs of addresses (DWARF 4 section 2.6.2,
 * {@link dev.whereabouts.ssa.dwarf.DebugLoc})</dd>
 * <dt>.debug_loclists</dt><dd>the section of DWARF 5's lists: entries of several kinds (DWARF 5 section 7.7.3,
 * {@link dev.whereabouts.ssa.dwarf.DebugLoclists})</dd>
 * <dt>base address</dt><dd>what the offsets of a list are added to; selected within the list, else that of the compile unit</dd>
 * <dt>LEB128</dt><dd>an integer in groups of seven bits, lowest first (DWARF 5 section 7.6)</dd>
 * <dt>piece</dt><dd>a part of a variable with a location of its own, ended by {@code DW_OP_piece} (DWARF 5 section 2.6.1.2)</dd>
 * <dt>CFA</dt><dd>the canonical frame address; a Go function's frame base is its CFA, so {@code DW_OP_fbreg} counts from it</dd>
 * </dl>
 */
package dev.whereabouts.ssa.dwarf;

package dev.whereabouts.ssa.dwarf;

/**
 * An entry of a list in an object file, as it stands there (DWARF 5 section 2.6.2); the end mark is not an entry. Addresses, offsets and
 * lengths are bytes, without sign.
 */
public sealed interface ListEntry {

    /** {@code DW_LLE_base_addressx}: the base address of what follows, by its index in {@code .debug_addr}. */
    record BaseAddressIndex(long index) implements ListEntry {}

    /** {@code DW_LLE_base_address}, and the base address selection of {@code .debug_loc}. */
    record BaseAddress(long address) implements ListEntry {}

    /** {@code DW_LLE_startx_endx}: both by index in {@code .debug_addr}. */
    record IndexedRange(long beginIndex, long endIndex, LocationExpression expression) implements ListEntry {}

    /** {@code DW_LLE_startx_length}. */
    record IndexedStart(long beginIndex, long length, LocationExpression expression) implements ListEntry {}

    /** {@code DW_LLE_offset_pair}, and every ordinary entry of {@code .debug_loc}: from the base address. */
    record OffsetPair(long begin, long end, LocationExpression expression) implements ListEntry {}

    /** {@code DW_LLE_default_location}: wherever no other entry applies. */
    record Default(LocationExpression expression) implements ListEntry {}

    /** {@code DW_LLE_start_end}. */
    record AddressRange(long begin, long end, LocationExpression expression) implements ListEntry {}

    /** {@code DW_LLE_start_length}. */
    record AddressStart(long begin, long length, LocationExpression expression) implements ListEntry {}
}

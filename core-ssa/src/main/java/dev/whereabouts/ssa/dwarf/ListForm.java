package dev.whereabouts.ssa.dwarf;

import dev.whereabouts.ssa.analysis.LocationLists;
import dev.whereabouts.ssa.model.Function;

/** A form in which a list stands in an object file, with what its bytes depend on beside the list. */
public sealed interface ListForm {

    /**
     * Appends a list with its end mark; nothing where it has no entries, as the compiler writes no list then.
     *
     * @return false, with nothing appended, where some boundary's PC is not known
     */
    default boolean encode(LocationLists lists, int list, ByteWriter out) {
        int first = lists.firstEntry(list);
        int end = lists.firstEntry(list + 1);
        for (int entry = first; entry < end; entry++) {
            if (lists.beginPc(entry) == Function.UNKNOWN || lists.endPc(entry) == Function.UNKNOWN) {
                return false;
            }
        }
        if (first < end) {
            write(lists, list, out);
        }
        return true;
    }

    /** Appends a list of at least one entry whose PCs are known. */
    private void write(LocationLists lists, int list, ByteWriter out) {
        switch (this) {
            case Loc(int addressSize, long base) -> DebugLoc.writeFromBase(lists, list, addressSize, base, out);
            case UnitLoc(int addressSize, long offset) -> DebugLoc.writeInUnit(lists, list, addressSize, offset, out);
            case Loclists(int index) -> DebugLoclists.writeFromIndex(lists, list, index, out);
            case BasedLoclists(int addressSize, long base) -> DebugLoclists.writeFromBase(lists, list, addressSize,
                    base, out);
        }
    }

    /**
     * DWARF 4 {@code .debug_loc}, PCs from a base address that the list itself selects.
     *
     * @param addressSize bytes, 8 or 4
     * @param base        address of the function's first instruction
     */
    record Loc(int addressSize, long base) implements ListForm {
        public Loc {
            requireAddressSize(addressSize);
        }
    }

    /**
     * DWARF 4 {@code .debug_loc} without a base address selection, as on targets whose linker does not allow one: PCs from the base
     * address of the compile unit.
     *
     * @param addressSize    bytes, 8 or 4
     * @param functionOffset bytes from the compile unit's base address to the function's first instruction
     */
    record UnitLoc(int addressSize, long functionOffset) implements ListForm {
        public UnitLoc {
            requireAddressSize(addressSize);
        }
    }

    /**
     * DWARF 5 {@code .debug_loclists}, PCs from a base address in {@code .debug_addr}, as the compiler writes it.
     *
     * @param addressIndex of the function's first instruction in {@code .debug_addr}
     */
    record Loclists(int addressIndex) implements ListForm {
        public Loclists {
            if (addressIndex < 0) {
                throw new IllegalArgumentException("an address index is 0 or more");
            }
        }
    }

    /**
     * DWARF 5 {@code .debug_loclists}, PCs from a base address in the list itself: for readers that do not find their way to
     * {@code .debug_addr}.
     *
     * @param addressSize bytes, 8 or 4
     * @param base        address of the function's first instruction
     */
    record BasedLoclists(int addressSize, long base) implements ListForm {
        public BasedLoclists {
            requireAddressSize(addressSize);
        }
    }

    private static void requireAddressSize(int bytes) {
        if (bytes != 8 && bytes != 4) {
            throw new IllegalArgumentException("the address size is 8 or 4 bytes");
        }
    }
}

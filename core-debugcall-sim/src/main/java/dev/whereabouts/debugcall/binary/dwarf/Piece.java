package dev.whereabouts.debugcall.binary.dwarf;

import dev.whereabouts.debugcall.binary.section.Bytes;

/** Where a part of a value is (section 2.6.1). Sizes are in bytes; {@link #ALL} of what is left where the location has one piece only. */
public sealed interface Piece {

    /** The size of a piece that is the whole value. */
    long ALL = -1;

    long size();

    /** @param number DWARF's number of the register (AMD64 psABI, section 3.6.2) */
    record InRegister(int number, long size) implements Piece {}

    record InMemory(long address, long size) implements Piece {}

    /** The value itself, little-endian. */
    record Computed(long value, long size) implements Piece {}

    /** The value itself. */
    record Given(Bytes bytes, long size) implements Piece {}

    /** Nowhere. */
    record Missing(long size) implements Piece {}
}

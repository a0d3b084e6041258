package dev.whereabouts.debugcall.binary.dwarf;

import dev.whereabouts.debugcall.binary.section.Bytes;

/** What location expressions ask of a stopped function. */
public interface Frame {

    /** A register by DWARF's number of it. */
    long register(int number);

    /** The canonical frame address (section 6.4). */
    long canonicalFrameAddress();

    /** The expression of the function's frame base; without bytes where it has none. */
    Bytes frameBase();

    /** An unsigned number in memory. @param size 1, 2, 4 or 8 bytes */
    long memory(long address, int size);

    /** What is added to the addresses of the file. */
    long bias();
}

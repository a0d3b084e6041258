package dev.whereabouts.amd64.abi;

/**
 * How a type lies in memory on amd64, where pointers have 8 bytes.
 *
 * <p>Source of the rule: Go's internal ABI document, "Memory layout".
 */
public sealed interface Layout {

    /** No type is this large or larger: the compiler's own bound on amd64, in bytes. */
    long MAX_SIZE = 1L << 50;

    /**
     * @param size      bytes, a multiple of the alignment
     * @param alignment bytes, a power of two
     * @param registers what a value needs to travel in registers
     */
    record Known(long size, int alignment, RegisterDemand registers) implements Layout {}

    /**
     * Not known, because that of a type in it is not.
     *
     * @param typeName the type that nobody defined
     */
    record Unknown(String typeName) implements Layout {}

    /** An offset moved up to the next multiple of an alignment. */
    static long align(long offset, int alignment) {
        return (offset + alignment - 1) & -alignment;
    }
}

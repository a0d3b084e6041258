package dev.whereabouts.debugcall.model.program;

/** Where things are in the model program's memory. Fixed, so that the same script gives the same addresses. */
public final class AddressMap {

    public static final long TEXT = 0x401000;
    public static final long READ_ONLY_DATA = 0x4a0000;
    public static final long DATA = 0x580000;

    /** Code that belongs to no function, as a just-in-time compiler would write it. */
    public static final long FOREIGN_CODE = 0x7e0000000000L;
    public static final int FOREIGN_CODE_SIZE = 4096;

    /** What R14 holds: the descriptors of goroutines. */
    public static final long DESCRIPTORS = 0xc000002000L;
    public static final int DESCRIPTOR_SIZE = 0x1e0;
    public static final int MOST_DESCRIPTORS = 1024;

    /** Stacks of the smallest size, each in the upper half of a page. */
    public static final long SMALL_STACKS = 0xc001000000L;
    /** Stacks of one page each, one behind the other. */
    public static final long PAGE_STACKS = 0xc002000000L;
    public static final long STACK_REGION_SIZE = 0x400000;
    /** Larger stacks, apart from each other. */
    public static final long LARGE_STACKS = 0xc010000000L;

    public static final long HEAP = 0xd000000000L;
    public static final long HEAP_SIZE = 1L << 32;

    /** For what debuggers write. */
    public static final long DEBUGGER_AREA = 0xe000000000L;
    public static final long DEBUGGER_AREA_SIZE = 1L << 30;

    public static final long SYSTEM_STACK_LOW = 0x7fffffeed000L;
    public static final long SYSTEM_STACK_HIGH = 0x7ffffffff000L;
    /** SP at the process's first instruction. */
    public static final long FIRST_SP = 0x7fffffffedb0L;
    /** SP where a goroutine hands over to the system stack. */
    public static final long SYSTEM_STACK_SP = 0x7fffffffed28L;

    /** Offset of the word behind which the stack may not grow down, in a descriptor; low and high end are before it. */
    public static final int STACK_BOUND = 0x10;

    private AddressMap() {}
}

package dev.whereabouts.debugcall.binary.variable;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.memory.GuestMemory;
import dev.whereabouts.debugcall.binary.dwarf.Frame;
import dev.whereabouts.debugcall.binary.section.BinaryException;
import dev.whereabouts.debugcall.binary.section.Bytes;

/** The innermost frame of a stopped thread. */
record StoppedFrame(Cpu cpu, GuestMemory memory, long bias, long canonicalFrameAddress,
        Bytes frameBase) implements Frame {

    /** RAX RDX RCX RBX RSI RDI RBP RSP (AMD64 psABI, section 3.6.2); from R8 on the numbers are Intel's. */
    private static final int[] NUMBERS = {Cpu.RAX, Cpu.RDX, Cpu.RCX, Cpu.RBX, Cpu.RSI, Cpu.RDI, Cpu.RBP, Cpu.RSP};
    private static final String[] NAMES = {"RAX", "RDX", "RCX", "RBX", "RSI", "RDI", "RBP", "RSP"};
    private static final int GENERAL = 16;
    private static final int RETURN_ADDRESS = 16;
    private static final int FIRST_VECTOR = 17;
    private static final int VECTORS = 16;
    private static final int VECTOR_BYTES = 16;

    @Override
    public long register(int number) {
        if (number < 0 || number >= GENERAL) {
            throw new BinaryException("a location counts from register " + number + ", which holds no address");
        }
        return cpu.gpr[number < NUMBERS.length ? NUMBERS[number] : number];
    }

    @Override
    public long memory(long address, int size) {
        byte[] bytes = new byte[Long.BYTES];
        if (size < 1 || size > Long.BYTES) {
            throw new BinaryException("a location reads " + size + " bytes at once");
        }
        memory.peek(address, bytes, 0, size);
        return Bytes.of("memory", bytes).i64(0);
    }

    static String name(int number) {
        if (number >= 0 && number < GENERAL) {
            return number < NAMES.length ? NAMES[number] : "R" + number;
        }
        if (number == RETURN_ADDRESS) {
            return "the return address";
        }
        return number >= FIRST_VECTOR && number < FIRST_VECTOR + VECTORS
                ? "XMM" + (number - FIRST_VECTOR)
                : "register " + number;
    }

    /** The bytes of a register, as far as it has them. */
    byte[] bytes(int number) {
        if (number >= FIRST_VECTOR && number < FIRST_VECTOR + VECTORS) {
            byte[] bytes = new byte[VECTOR_BYTES];
            for (int i = 0; i < VECTOR_BYTES; i++) {
                bytes[i] = (byte) (cpu.vector[4 * (number - FIRST_VECTOR) + i / Long.BYTES] >>> 8 * (i % Long.BYTES));
            }
            return bytes;
        }
        byte[] bytes = new byte[Long.BYTES];
        long value = register(number);
        for (int i = 0; i < Long.BYTES; i++) {
            bytes[i] = (byte) (value >>> 8 * i);
        }
        return bytes;
    }
}

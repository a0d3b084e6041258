package dev.whereabouts.amd64.interpreter;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.cpu.FaultKind;
import dev.whereabouts.amd64.cpu.GuestFault;
import dev.whereabouts.amd64.semantics.Mxcsr;

/**
 * An operation on floating-point numbers of two operands, or of the second of them.
 *
 * @param size bits of an element: 32 or 64
 */
record FloatOperator(int size, Value value, Exceptions exceptions) {

    /** The value, from elements in the low bits. */
    @FunctionalInterface
    interface Value {
        long of(long a, long b, int mxcsr);
    }

    /** The exceptions, as the bits of MXCSR. */
    @FunctionalInterface
    interface Exceptions {
        int of(long a, long b, int mxcsr);
    }

    /** All bits of an element, in the lowest. */
    long mask() {
        return -1L >>> 64 - size;
    }

    /** The results of all elements of a word. */
    long word(long a, long b, int mxcsr) {
        return size == 64
                ? value.of(a, b, mxcsr)
                : value.of(a & 0xffffffffL, b & 0xffffffffL, mxcsr) | value.of(a >>> 32, b >>> 32, mxcsr) << 32;
    }

    /** The exceptions of all elements of a word. */
    int wordExceptions(long a, long b, int mxcsr) {
        return size == 64
                ? exceptions.of(a, b, mxcsr)
                : exceptions.of(a & 0xffffffffL, b & 0xffffffffL, mxcsr) | exceptions.of(a >>> 32, b >>> 32, mxcsr);
    }

    /**
     * Enters the exceptions of an instruction's elements into MXCSR.
     *
     * @throws GuestFault if one of them is not masked
     */
    static void raise(Cpu cpu, int exceptions) {
        int mxcsr = cpu.mxcsr;
        cpu.mxcsr = mxcsr | Mxcsr.seen(mxcsr, exceptions);
        if (Mxcsr.unmasked(mxcsr, exceptions) != 0) {
            throw GuestFault.of(FaultKind.SIMD);
        }
    }
}

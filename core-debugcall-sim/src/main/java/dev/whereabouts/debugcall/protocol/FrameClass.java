package dev.whereabouts.debugcall.protocol;

import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A function of the runtime that keeps a frame of one size for the arguments and results of a call.
 *
 * @param bytes 32, 64, … 65536
 */
public record FrameClass(int bytes) {

    private static final int SMALLEST = 32;
    private static final int LARGEST = 65_536;

    /** The smallest class with room for a frame; empty where no class has. @param frameSize bytes, unsigned */
    public static Optional<FrameClass> of(long frameSize) {
        return sizes().filter(size -> Long.compareUnsigned(frameSize, size) <= 0).mapToObj(FrameClass::new).findFirst();
    }

    /** All sizes, rising. */
    public static IntStream sizes() {
        return IntStream.iterate(SMALLEST, size -> size <= LARGEST, size -> 2 * size);
    }

    /** The name of its function. */
    public String symbol() {
        return "debugCall" + bytes;
    }
}

package dev.whereabouts.amd64.linux.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The guest's randomness: the same bytes for the same seed (SplitMix64, Steele, Lea and Flood 2014). Not for secrets, which no guest has. */
public final class RandomBytes {

    private long state;

    /** @param seed 16 bytes */
    public RandomBytes(byte[] seed) {
        ByteBuffer words = ByteBuffer.wrap(seed).order(ByteOrder.LITTLE_ENDIAN);
        state = words.getLong(0) * 31 + words.getLong(8);
    }

    public void fill(byte[] into, int length) {
        long word = 0;
        for (int i = 0; i < length; i++) {
            if (i % Long.BYTES == 0) {
                word = next();
            }
            into[i] = (byte) word;
            word >>>= 8;
        }
    }

    private long next() {
        state += 0x9e3779b97f4a7c15L;
        long mixed = (state ^ state >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return mixed ^ mixed >>> 31;
    }
}

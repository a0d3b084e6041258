package dev.whereabouts.amd64.linux.file;

import dev.whereabouts.amd64.linux.abi.Errno;
import dev.whereabouts.amd64.linux.abi.Failure;
import java.util.Arrays;

/** The bytes of a file, which grow as they are written. */
final class Content {

    private final Storage storage;
    private byte[] bytes;
    private int size;

    /** @param bytes what the file has at first; already counted, or never to be written */
    Content(Storage storage, byte[] bytes) {
        this.storage = storage;
        this.bytes = bytes;
        size = bytes.length;
    }

    int size() {
        return size;
    }

    int read(long position, byte[] into, int length) {
        if (position >= size) {
            return 0;
        }
        int count = (int) Math.min(length, size - position);
        System.arraycopy(bytes, (int) position, into, 0, count);
        return count;
    }

    int write(long position, byte[] from, int length) {
        long end = position + length;
        if (end > size) {
            resize(end);
        }
        System.arraycopy(from, 0, bytes, (int) position, length);
        return length;
    }

    /** Cuts the file, or lengthens it with zeros. */
    void resize(long to) {
        if (to < 0 || to > Integer.MAX_VALUE - 8) {
            throw new Failure(Errno.EFBIG);
        }
        storage.add(to - size);
        if (to > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(to, bytes.length * 2L)));
        }
        if (to < size) {
            Arrays.fill(bytes, (int) to, size, (byte) 0);
        }
        size = (int) to;
    }

    /** Gives the bytes back. */
    void release() {
        storage.add(-size);
        size = 0;
        bytes = new byte[0];
    }
}

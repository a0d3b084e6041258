package dev.whereabouts.amd64.linux.file;

import dev.whereabouts.amd64.linux.abi.Errno;
import dev.whereabouts.amd64.linux.abi.Failure;

/** Standard input: a pipe that holds all of its bytes from the start, and whose writer is gone. */
final class StandardInput extends OpenFile {

    private final byte[] bytes;
    private int position;

    StandardInput(byte[] bytes) {
        super(0);
        this.bytes = bytes;
    }

    @Override
    public int read(byte[] into, int length) {
        int count = Math.min(length, bytes.length - position);
        System.arraycopy(bytes, position, into, 0, count);
        position += count;
        return count;
    }

    @Override
    public int write(byte[] from, int length) {
        throw new Failure(Errno.EBADF);
    }

    @Override
    public int events() {
        return position < bytes.length ? POLLIN : POLLHUP;
    }

    @Override
    public Status status() {
        return new Status(Status.FIFO | 0600, 1, 1, 0, 0);
    }
}

package dev.whereabouts.amd64.linux.file;

import dev.whereabouts.amd64.linux.abi.Errno;
import dev.whereabouts.amd64.linux.abi.Failure;
import java.io.IOException;
import java.io.InputStream;

/** Standard input: a pipe that always has something to read until its writer is gone. */
final class StandardInput extends OpenFile {

    private final InputStream in;
    private boolean isAtEnd;

    StandardInput(InputStream in) {
        super(0);
        this.in = in;
    }

    @Override
    public int read(byte[] into, int length) {
        if (length == 0 || isAtEnd) {
            return 0;
        }
        try {
            int count = in.read(into, 0, length);
            isAtEnd = count < 0;
            return Math.max(count, 0);
        } catch (IOException e) {
            throw new Failure(Errno.EIO);
        }
    }

    @Override
    public int write(byte[] from, int length) {
        throw new Failure(Errno.EBADF);
    }

    @Override
    public int events() {
        return isAtEnd ? POLLHUP : POLLIN;
    }

    @Override
    public Status status() {
        return new Status(Status.FIFO | 0600, 1, 1, 0, 0);
    }
}

package dev.whereabouts.amd64.linux.file;

import dev.whereabouts.amd64.linux.abi.Errno;
import dev.whereabouts.amd64.linux.abi.Failure;
import dev.whereabouts.amd64.linux.budget.BudgetException;
import dev.whereabouts.amd64.linux.budget.Resource;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** What a guest writes to standard output and standard error, each by itself and both in their order. */
public final class Output {

    private final int maxBytes;
    private final Written standard = new Written();
    private final Written error = new Written();
    private final ByteArrayOutputStream both = new ByteArrayOutputStream();

    public Output(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    public byte[] standard() {
        return standard.toByteArray();
    }

    public byte[] error() {
        return error.toByteArray();
    }

    /** What was written to standard output from a position on. */
    public byte[] standardFrom(int position) {
        return standard.from(position);
    }

    /** What was written to standard error from a position on. */
    public byte[] errorFrom(int position) {
        return error.from(position);
    }

    /** Both, in the order of the writes. */
    public byte[] both() {
        return both.toByteArray();
    }

    /** Gives its end without a copy of all before it. */
    private static final class Written extends ByteArrayOutputStream {

        byte[] from(int position) {
            return Arrays.copyOfRange(buf, position, count);
        }
    }

    OpenFile standardFile() {
        return new Stream(standard, 2);
    }

    OpenFile errorFile() {
        return new Stream(error, 3);
    }

    private final class Stream extends OpenFile {
        private final ByteArrayOutputStream to;
        private final long inode;

        Stream(ByteArrayOutputStream to, long inode) {
            super(WRITE_ONLY);
            this.to = to;
            this.inode = inode;
        }

        @Override
        public int read(byte[] into, int length) {
            throw new Failure(Errno.EBADF);
        }

        @Override
        public int write(byte[] from, int length) {
            int count = Math.min(length, maxBytes - both.size());
            to.write(from, 0, count);
            both.write(from, 0, count);
            if (count < length) {
                throw new BudgetException(Resource.OUTPUT_BYTES);
            }
            return length;
        }

        @Override
        public int events() {
            return POLLOUT;
        }

        @Override
        public Status status() {
            return new Status(Status.FIFO | 0600, inode, 1, 0, 0);
        }
    }
}

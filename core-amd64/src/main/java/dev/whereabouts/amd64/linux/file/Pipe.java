package dev.whereabouts.amd64.linux.file;

import dev.whereabouts.amd64.linux.abi.Errno;
import dev.whereabouts.amd64.linux.abi.Failure;

/** A pipe (pipe(7)): 64 KiB, writes of at most 4,096 bytes whole. */
final class Pipe {

    private static final int CAPACITY = 65_536;
    private static final int ATOMIC = 4096;

    private final Storage storage;
    private final long inode;
    private final byte[] ring = new byte[CAPACITY];
    private int head;
    private int size;
    private boolean hasReader = true;
    private boolean hasWriter = true;
    private final Reader reader;
    private final Writer writer;

    Pipe(Storage storage, long inode, int flags) {
        storage.add(CAPACITY);
        this.storage = storage;
        this.inode = inode;
        reader = new Reader(flags);
        writer = new Writer(flags);
    }

    OpenFile reader() {
        return reader;
    }

    OpenFile writer() {
        return writer;
    }

    private void changed() {
        reader.changed();
        writer.changed();
        if (!hasReader && !hasWriter) {
            storage.add(-CAPACITY);
        }
    }

    private Status status() {
        return new Status(Status.FIFO | 0600, inode, 1, 0, 0);
    }

    private final class Reader extends OpenFile {
        Reader(int flags) {
            super(flags);
        }

        @Override
        public int read(byte[] into, int length) {
            if (length == 0) {
                return 0;
            }
            if (size == 0) {
                if (hasWriter) {
                    throw new Failure(Errno.EAGAIN);
                }
                return 0;
            }
            int count = Math.min(length, size);
            for (int i = 0; i < count; i++) {
                into[i] = ring[(head + i) % CAPACITY];
            }
            head = (head + count) % CAPACITY;
            size -= count;
            Pipe.this.changed();
            return count;
        }

        @Override
        public int write(byte[] from, int length) {
            throw new Failure(Errno.EBADF);
        }

        @Override
        public int events() {
            return (size > 0 ? POLLIN : 0) | (hasWriter ? 0 : POLLHUP);
        }

        @Override
        void closed() {
            hasReader = false;
            Pipe.this.changed();
        }

        @Override
        public Status status() {
            return Pipe.this.status();
        }
    }

    private final class Writer extends OpenFile {
        Writer(int flags) {
            super(flags | WRITE_ONLY);
        }

        @Override
        public int read(byte[] into, int length) {
            throw new Failure(Errno.EBADF);
        }

        @Override
        public int write(byte[] from, int length) {
            if (!hasReader) {
                throw new Failure(Errno.EPIPE);
            }
            int room = CAPACITY - size;
            if (length > 0 && (room == 0 || length <= ATOMIC && room < length)) {
                throw new Failure(Errno.EAGAIN);
            }
            int count = Math.min(length, room);
            for (int i = 0; i < count; i++) {
                ring[(head + size + i) % CAPACITY] = from[i];
            }
            size += count;
            Pipe.this.changed();
            return count;
        }

        @Override
        public int events() {
            return (CAPACITY - size >= ATOMIC ? POLLOUT : 0) | (hasReader ? 0 : POLLERR);
        }

        @Override
        void closed() {
            hasWriter = false;
            Pipe.this.changed();
        }

        @Override
        public Status status() {
            return Pipe.this.status();
        }
    }
}

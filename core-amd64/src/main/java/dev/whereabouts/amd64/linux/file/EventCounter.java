package dev.whereabouts.amd64.linux.file;

import dev.whereabouts.amd64.linux.abi.Errno;
import dev.whereabouts.amd64.linux.abi.Failure;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** What {@code eventfd} makes: a counter that a read takes and a write adds to (eventfd(2)). */
public final class EventCounter extends OpenFile {

    private final boolean isSemaphore;
    private long count;

    /** @param isSemaphore whether a read takes one rather than all */
    public EventCounter(long count, boolean isSemaphore, int flags) {
        super(flags | READ_WRITE);
        this.count = count;
        this.isSemaphore = isSemaphore;
    }

    @Override
    public int read(byte[] into, int length) {
        if (length < Long.BYTES) {
            throw new Failure(Errno.EINVAL);
        }
        if (count == 0) {
            throw new Failure(Errno.EAGAIN);
        }
        long taken = isSemaphore ? 1 : count;
        ByteBuffer.wrap(into).order(ByteOrder.LITTLE_ENDIAN).putLong(taken);
        count -= taken;
        changed();
        return Long.BYTES;
    }

    @Override
    public int write(byte[] from, int length) {
        if (length < Long.BYTES) {
            throw new Failure(Errno.EINVAL);
        }
        long added = ByteBuffer.wrap(from).order(ByteOrder.LITTLE_ENDIAN).getLong();
        if (added == -1) {
            throw new Failure(Errno.EINVAL);
        }
        if (Long.compareUnsigned(-2 - count, added) < 0) {
            throw new Failure(Errno.EAGAIN);
        }
        count += added;
        changed();
        return Long.BYTES;
    }

    @Override
    public int events() {
        return (count != 0 ? POLLIN : 0) | (Long.compareUnsigned(count, -2) < 0 ? POLLOUT : 0);
    }

    @Override
    public Status status() {
        return new Status(0600, 4, 1, 0, 0);
    }
}

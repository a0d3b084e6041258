package dev.whereabouts.amd64.linux.file;

import dev.whereabouts.amd64.linux.abi.Errno;
import dev.whereabouts.amd64.linux.abi.Failure;

/**
 * An open file. What cannot be done now but may be later fails with EAGAIN, whether or not the file is non-blocking: the caller waits and tries
 * again. What the kind of file does not do fails as the kernel fails it.
 */
public abstract class OpenFile {

    public static final int WRITE_ONLY = 1;
    public static final int READ_WRITE = 2;
    public static final int ACCESS_MODE = 3;
    public static final int APPEND = 02000;
    public static final int NON_BLOCKING = 04000;

    public static final int POLLIN = 1;
    public static final int POLLOUT = 4;
    public static final int POLLERR = 8;
    public static final int POLLHUP = 0x10;
    public static final int POLLRDHUP = 0x2000;

    private int flags;
    private int references;
    private long changes;

    /** @param flags of {@code open}: the access mode and what else {@code fcntl(F_GETFL)} tells */
    protected OpenFile(int flags) {
        this.flags = flags;
    }

    public final int flags() {
        return flags;
    }

    /** Sets APPEND and NON_BLOCKING as F_SETFL does. */
    public final void setFlags(int to) {
        flags = flags & ~(APPEND | NON_BLOCKING) | to & (APPEND | NON_BLOCKING);
    }

    public final boolean isNonBlocking() {
        return (flags & NON_BLOCKING) != 0;
    }

    final boolean isReadable() {
        return (flags & ACCESS_MODE) != WRITE_ONLY;
    }

    final boolean isWritable() {
        return (flags & ACCESS_MODE) != 0;
    }

    final void retain() {
        references++;
    }

    final void release() {
        if (--references == 0) {
            closed();
        }
    }

    /** Grows whenever {@link #events()} may have changed: what edge-triggered epoll goes by. */
    final long changes() {
        return changes;
    }

    final void changed() {
        changes++;
    }

    /** The last descriptor is closed. */
    void closed() {}

    /** @return bytes read, 0 at the end */
    public int read(byte[] into, int length) {
        throw new Failure(Errno.EINVAL);
    }

    /** @return bytes written */
    public int write(byte[] from, int length) {
        throw new Failure(Errno.EINVAL);
    }

    /** Reads at a position and leaves the file's own alone. */
    public int readAt(long position, byte[] into, int length) {
        throw new Failure(Errno.ESPIPE);
    }

    /** Writes at a position and leaves the file's own alone. */
    public int writeAt(long position, byte[] from, int length) {
        throw new Failure(Errno.ESPIPE);
    }

    /**
     * Moves the position.
     *
     * @param whence 0 from the start, 1 from the position, 2 from the end
     * @return the new position
     */
    public long seek(long offset, int whence) {
        throw new Failure(Errno.ESPIPE);
    }

    public void resize(long size) {
        throw new Failure(Errno.EINVAL);
    }

    /** What {@code poll} would report of POLLIN, POLLOUT, POLLERR, POLLHUP and POLLRDHUP. */
    public abstract int events();

    /** Whether {@code epoll} can watch it: not so regular files and directories. */
    public boolean isPollable() {
        return true;
    }

    public abstract Status status();
}

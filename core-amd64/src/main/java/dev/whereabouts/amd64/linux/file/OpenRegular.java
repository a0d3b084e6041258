package dev.whereabouts.amd64.linux.file;

import dev.whereabouts.amd64.linux.abi.Errno;
import dev.whereabouts.amd64.linux.abi.Failure;

/** An open regular file. */
final class OpenRegular extends OpenFile {

    private final Node node;
    private final Content content;
    private long position;

    OpenRegular(Node.Regular node, int flags) {
        this(node, node.content, flags);
        node.use();
    }

    /** @param node what the status is told of; the content may have been made for this opening */
    OpenRegular(Node node, Content content, int flags) {
        super(flags);
        this.node = node;
        this.content = content;
    }

    @Override
    void closed() {
        if (node instanceof Node.Regular file) {
            file.leave();
        }
    }

    @Override
    public int read(byte[] into, int length) {
        int count = readAt(position, into, length);
        position += count;
        return count;
    }

    @Override
    public int readAt(long at, byte[] into, int length) {
        if (!isReadable()) {
            throw new Failure(Errno.EBADF);
        }
        return content.read(at, into, length);
    }

    @Override
    public int write(byte[] from, int length) {
        if ((flags() & APPEND) != 0) {
            position = content.size();
        }
        int count = writeAt(position, from, length);
        position += count;
        return count;
    }

    @Override
    public int writeAt(long at, byte[] from, int length) {
        if (!isWritable()) {
            throw new Failure(Errno.EBADF);
        }
        return content.write(at, from, length);
    }

    @Override
    public long seek(long offset, int whence) {
        long to = offset + switch (whence) {
            case 0 -> 0;
            case 1 -> position;
            case 2 -> content.size();
            default -> throw new Failure(Errno.EINVAL);
        };
        if (to < 0) {
            throw new Failure(Errno.EINVAL);
        }
        position = to;
        return to;
    }

    @Override
    public void resize(long size) {
        if (!isWritable()) {
            throw new Failure(Errno.EINVAL);
        }
        content.resize(size);
    }

    @Override
    public int events() {
        return POLLIN | POLLOUT;
    }

    @Override
    public boolean isPollable() {
        return false;
    }

    @Override
    public Status status() {
        return Status.of(node);
    }
}

package dev.whereabouts.amd64.linux.file;

import dev.whereabouts.amd64.linux.abi.Errno;
import dev.whereabouts.amd64.linux.abi.Failure;
import java.util.ArrayList;
import java.util.List;

/** An open directory. */
public final class OpenDirectory extends OpenFile {

    private final Node.Directory directory;
    private int position;

    OpenDirectory(Node.Directory directory, int flags) {
        super(flags);
        this.directory = directory;
    }

    /** An entry of a directory. */
    public record Entry(String name, Status status) {}

    Node.Directory directory() {
        return directory;
    }

    /** The entries from the position on, {@code .} and {@code ..} first. */
    public List<Entry> remaining() {
        List<Entry> all = new ArrayList<>();
        all.add(new Entry(".", Status.of(directory)));
        all.add(new Entry("..", Status.of(directory.parent)));
        directory.entries.forEach((name, node) -> all.add(new Entry(name, Status.of(node))));
        return all.subList(Math.min(position, all.size()), all.size());
    }

    public int position() {
        return position;
    }

    /** Moves on by as many entries as were taken of {@link #remaining()}. */
    public void advance(int entries) {
        position += entries;
    }

    @Override
    public int read(byte[] into, int length) {
        throw new Failure(Errno.EISDIR);
    }

    @Override
    public int readAt(long at, byte[] into, int length) {
        throw new Failure(Errno.EISDIR);
    }

    @Override
    public long seek(long offset, int whence) {
        if (whence != 0 || offset < 0 || offset > Integer.MAX_VALUE) {
            throw new Failure(Errno.EINVAL);
        }
        position = (int) offset;
        return offset;
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
        return Status.of(directory);
    }
}

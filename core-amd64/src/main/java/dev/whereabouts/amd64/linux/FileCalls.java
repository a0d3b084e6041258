package dev.whereabouts.amd64.linux;

import dev.whereabouts.amd64.linux.abi.Errno;
import dev.whereabouts.amd64.linux.abi.Failure;
import dev.whereabouts.amd64.linux.file.EventCounter;
import dev.whereabouts.amd64.linux.file.OpenDirectory;
import dev.whereabouts.amd64.linux.file.OpenFile;
import dev.whereabouts.amd64.linux.file.Status;
import dev.whereabouts.amd64.linux.signal.Signal;
import dev.whereabouts.amd64.linux.signal.SignalInfo;
import dev.whereabouts.amd64.memory.GuestMemory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** System calls on files and descriptors. */
final class FileCalls {

    private static final int CURRENT_DIRECTORY = -100;
    private static final int CLOSE_ON_EXEC = 02000000;
    private static final int AT_EMPTY_PATH = 0x1000;
    private static final int AT_SYMLINK_NOFOLLOW = 0x100;
    private static final int AT_REMOVEDIR = 0x200;
    private static final int EVENTFD_SEMAPHORE = 1;
    private static final int F_DUPFD_CLOEXEC = 1030;
    private static final int F_GETPIPE_SZ = 1032;
    private static final int PIPE_BYTES = 65_536;
    private static final int FIONBIO = 0x5421;
    private static final int STATUS = 144;
    private static final int ENTRY_HEADER = 19;
    private static final int PERMISSIONS = 07777;

    /** Bytes that one call moves at most; more than that is moved in part, as any call may do. */
    private static final int MOST = 16 << 20;
    private static final int CHUNK = 1 << 20;
    private static final int MAX_VECTORS = 1024;

    private final Kernel kernel;
    private final GuestMemory memory;
    private int creationMask = 022;

    FileCalls(Kernel kernel) {
        this.kernel = kernel;
        memory = kernel.memory;
    }

    private OpenFile file(int descriptor) {
        return kernel.descriptors.file(descriptor);
    }

    private OpenFile base(int descriptor) {
        return descriptor == CURRENT_DIRECTORY ? null : file(descriptor);
    }

    /** The directory that a path begins at; an absolute path does not ask for one. */
    private OpenFile base(int descriptor, String path) {
        return path.startsWith("/") ? null : base(descriptor);
    }

    private String path(long address) {
        return GuestText.path(memory, address);
    }

    long open(int directory, long address, int flags, int permissions) {
        String path = path(address);
        OpenFile file = kernel.files.open(base(directory, path), path, flags,
                permissions & PERMISSIONS & ~creationMask);
        return kernel.descriptors.add(file, 0, (flags & CLOSE_ON_EXEC) != 0);
    }

    long close(int descriptor) {
        kernel.descriptors.close(descriptor);
        return 0;
    }

    /** A run of memory. */
    private record Run(long address, int length) {}

    private List<Run> single(long address, long length) {
        return List.of(new Run(address, (int) Math.min(length & Long.MAX_VALUE, MOST)));
    }

    private List<Run> vectors(long address, int count) {
        if (count < 0 || count > MAX_VECTORS) {
            throw new Failure(Errno.EINVAL);
        }
        Run[] runs = new Run[count];
        int left = MOST;
        for (int i = 0; i < count; i++) {
            long length = memory.readLong(address + 16L * i + 8);
            if (length < 0) {
                throw new Failure(Errno.EINVAL);
            }
            int taken = (int) Math.min(length, left);
            left -= taken;
            runs[i] = new Run(memory.readLong(address + 16L * i), taken);
        }
        return List.of(runs);
    }

    long read(GuestThread thread, int descriptor, long address, long length) {
        return read(thread, file(descriptor), single(address, length));
    }

    long readVectors(GuestThread thread, int descriptor, long vectors, int count) {
        return read(thread, file(descriptor), vectors(vectors, count));
    }

    private long read(GuestThread thread, OpenFile file, List<Run> runs) {
        if (file.isNonBlocking()) {
            return read(file, runs);
        }
        return kernel.await(thread, Wait.forever(() -> Kernel.pendingIfAgain(() -> read(file, runs)), true));
    }

    private long read(OpenFile file, List<Run> runs) {
        long done = 0;
        for (Run run : runs) {
            int taken = 0;
            while (taken < run.length()) {
                byte[] bytes = new byte[Math.min(run.length() - taken, CHUNK)];
                int count = file.read(bytes, bytes.length);
                memory.write(run.address() + taken, bytes, 0, count);
                taken += count;
                done += count;
                // what can run dry is asked once: the next time it might have to wait
                if (count < bytes.length || file.isPollable()) {
                    return done;
                }
            }
        }
        return done;
    }

    long write(GuestThread thread, int descriptor, long address, long length) {
        return write(thread, file(descriptor), single(address, length));
    }

    long writeVectors(GuestThread thread, int descriptor, long vectors, int count) {
        return write(thread, file(descriptor), vectors(vectors, count));
    }

    private long write(GuestThread thread, OpenFile file, List<Run> runs) {
        ByteBuffer bytes = ByteBuffer.wrap(gather(runs));
        try {
            if (file.isNonBlocking()) {
                return file.write(bytes.array(), bytes.capacity());
            }
            return kernel.await(thread, Wait.forever(() -> Kernel.pendingIfAgain(() -> writeAll(file, bytes)), true));
        } catch (Failure e) {
            if (e.errno() == Errno.EPIPE) {
                kernel.signals.send(thread, SignalInfo.sent(Signal.SIGPIPE.number(), SignalInfo.SI_USER,
                        Identity.PROCESS, Identity.USER));
            }
            throw e;
        }
    }

    private byte[] gather(List<Run> runs) {
        byte[] bytes = new byte[runs.stream().mapToInt(Run::length).sum()];
        int at = 0;
        for (Run run : runs) {
            memory.read(run.address(), bytes, at, run.length());
            at += run.length();
        }
        return bytes;
    }

    /** Writes what is left, over several attempts if need be. */
    private static long writeAll(OpenFile file, ByteBuffer bytes) {
        do {
            byte[] rest = new byte[bytes.remaining()];
            bytes.duplicate().get(rest);
            bytes.position(bytes.position() + file.write(rest, rest.length));
        } while (bytes.hasRemaining());
        return bytes.capacity();
    }

    long readAt(int descriptor, long address, long length, long position) {
        if (position < 0) {
            throw new Failure(Errno.EINVAL);
        }
        byte[] bytes = new byte[(int) Math.min(length & Long.MAX_VALUE, MOST)];
        int count = file(descriptor).readAt(position, bytes, bytes.length);
        memory.write(address, bytes, 0, count);
        return count;
    }

    long writeAt(int descriptor, long address, long length, long position) {
        if (position < 0) {
            throw new Failure(Errno.EINVAL);
        }
        byte[] bytes = gather(single(address, length));
        return file(descriptor).writeAt(position, bytes, bytes.length);
    }

    long seek(int descriptor, long offset, int whence) {
        return file(descriptor).seek(offset, whence);
    }

    long resize(int descriptor, long size) {
        if (size < 0) {
            throw new Failure(Errno.EINVAL);
        }
        file(descriptor).resize(size);
        return 0;
    }

    long resize(long path, long size) {
        kernel.files.open(null, path(path), OpenFile.WRITE_ONLY, 0).resize(size);
        return 0;
    }

    /** {@code fsync} and its like: everything is where it belongs already. */
    long synchronize(int descriptor) {
        file(descriptor);
        return 0;
    }

    long status(int descriptor, long to) {
        return write(file(descriptor).status(), to);
    }

    long status(int directory, long address, long to, int flags) {
        String path = path(address);
        if (path.isEmpty() && (flags & AT_EMPTY_PATH) != 0) {
            return directory == CURRENT_DIRECTORY
                    ? write(kernel.files.status(null, ".", true), to)
                    : status(directory, to);
        }
        return write(kernel.files.status(base(directory, path), path, (flags & AT_SYMLINK_NOFOLLOW) == 0), to);
    }

    /** {@code struct stat} (asm/stat.h). All times are when the guest started. */
    private long write(Status status, long to) {
        ByteBuffer bytes = ByteBuffer.allocate(STATUS).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(0, 1);
        bytes.putLong(8, status.inode());
        bytes.putLong(16, status.links());
        bytes.putInt(24, status.mode());
        bytes.putInt(28, Identity.USER);
        bytes.putInt(32, Identity.USER);
        bytes.putLong(40, status.device());
        bytes.putLong(48, status.size());
        bytes.putLong(56, GuestMemory.PAGE);
        bytes.putLong(64, (status.size() + 511) / 512);
        long seconds = VirtualClock.START_OF_DAY / VirtualClock.SECOND;
        bytes.putLong(72, seconds);
        bytes.putLong(88, seconds);
        bytes.putLong(104, seconds);
        memory.write(to, bytes.array(), 0, STATUS);
        return 0;
    }

    /** {@code access}: whatever is there, its only user may do with it what is to be done. */
    long access(int directory, long address) {
        String path = path(address);
        kernel.files.status(base(directory, path), path, true);
        return 0;
    }

    long readLink(int directory, long address, long to, long size) {
        if (size <= 0) {
            throw new Failure(Errno.EINVAL);
        }
        String path = path(address);
        byte[] target = GuestText.bytes(kernel.files.linkTarget(base(directory, path), path));
        int count = (int) Math.min(size, target.length);
        memory.write(to, target, 0, count);
        return count;
    }

    long currentDirectory(long to, long size) {
        byte[] path = GuestText.bytes(kernel.files.currentDirectory() + "\0");
        if (size < path.length) {
            throw new Failure(Errno.ERANGE);
        }
        memory.write(to, path, 0, path.length);
        return path.length;
    }

    long changeDirectory(long path) {
        kernel.files.changeDirectory(null, path(path));
        return 0;
    }

    long changeDirectory(int descriptor) {
        kernel.files.changeDirectory(file(descriptor), ".");
        return 0;
    }

    long makeDirectory(int directory, long address) {
        String path = path(address);
        kernel.files.makeDirectory(base(directory, path), path);
        return 0;
    }

    long makeLink(long target, int directory, long address) {
        String path = path(address);
        kernel.files.makeLink(base(directory, path), path, path(target));
        return 0;
    }

    long remove(int directory, long address, int flags) {
        String path = path(address);
        kernel.files.remove(base(directory, path), path, (flags & AT_REMOVEDIR) != 0);
        return 0;
    }

    long removeDirectory(long path) {
        return remove(CURRENT_DIRECTORY, path, AT_REMOVEDIR);
    }

    long rename(int fromDirectory, long from, int toDirectory, long to) {
        String source = path(from);
        String target = path(to);
        kernel.files.rename(base(fromDirectory, source), source, base(toDirectory, target), target);
        return 0;
    }

    long setPermissions(int directory, long address, int permissions) {
        String path = path(address);
        kernel.files.setPermissions(base(directory, path), path, permissions);
        return 0;
    }

    long setCreationMask(int mask) {
        int before = creationMask;
        creationMask = mask & 0777;
        return before;
    }

    /** {@code struct linux_dirent64} after one another, as many as fit. */
    long entries(int descriptor, long to, long size) {
        if (!(file(descriptor) instanceof OpenDirectory directory)) {
            throw new Failure(Errno.ENOTDIR);
        }
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(size & Long.MAX_VALUE, CHUNK))
                .order(ByteOrder.LITTLE_ENDIAN);
        List<OpenDirectory.Entry> remaining = directory.remaining();
        int taken = 0;
        for (OpenDirectory.Entry entry : remaining) {
            byte[] name = GuestText.bytes(entry.name());
            int length = ENTRY_HEADER + name.length + 1 + 7 & -8;
            if (length > bytes.remaining()) {
                break;
            }
            int start = bytes.position();
            taken++;
            bytes.putLong(entry.status().inode()).putLong(directory.position() + taken).putShort((short) length)
                    .put((byte) entry.status().entryType()).put(name).position(start + length);
        }
        if (taken == 0 && !remaining.isEmpty()) {
            throw new Failure(Errno.EINVAL);
        }
        directory.advance(taken);
        memory.write(to, bytes.array(), 0, bytes.position());
        return bytes.position();
    }

    long duplicate(int descriptor) {
        return kernel.descriptors.add(file(descriptor), 0, false);
    }

    long duplicate(int descriptor, int to, int flags, boolean mayBeSame) {
        OpenFile file = file(descriptor);
        if (descriptor == to) {
            if (!mayBeSame) {
                throw new Failure(Errno.EINVAL);
            }
            return to;
        }
        kernel.descriptors.replace(to, file, (flags & CLOSE_ON_EXEC) != 0);
        return to;
    }

    long control(int descriptor, int command, long argument) {
        OpenFile file = file(descriptor);
        return switch (command) {
            case 0 -> kernel.descriptors.add(file, (int) argument, false);
            case F_DUPFD_CLOEXEC -> kernel.descriptors.add(file, (int) argument, true);
            case 1 -> kernel.descriptors.closesOnExec(descriptor) ? 1 : 0;
            case 2 -> {
                kernel.descriptors.setClosesOnExec(descriptor, (argument & 1) != 0);
                yield 0;
            }
            case 3 -> file.flags();
            case 4 -> {
                file.setFlags((int) argument);
                yield 0;
            }
            // locks: there is no other process
            case 6, 7 -> 0;
            case F_GETPIPE_SZ -> PIPE_BYTES;
            default -> throw new Failure(Errno.EINVAL);
        };
    }

    /** {@code ioctl}: nothing is a terminal. */
    long ioctl(int descriptor, int request, long argument) {
        OpenFile file = file(descriptor);
        if (request != FIONBIO) {
            throw new Failure(Errno.ENOTTY);
        }
        boolean isNonBlocking = memory.readInt(argument) != 0;
        file.setFlags(file.flags() & ~OpenFile.NON_BLOCKING | (isNonBlocking ? OpenFile.NON_BLOCKING : 0));
        return 0;
    }

    long pipe(long to, int flags) {
        OpenFile[] ends = kernel.files.pipe(flags & OpenFile.NON_BLOCKING);
        boolean closesOnExec = (flags & CLOSE_ON_EXEC) != 0;
        int reader = kernel.descriptors.add(ends[0], 0, closesOnExec);
        int writer = kernel.descriptors.add(ends[1], 0, closesOnExec);
        memory.writeInt(to, reader);
        memory.writeInt(to + 4, writer);
        return 0;
    }

    long eventCounter(int count, int flags) {
        EventCounter counter = new EventCounter(Integer.toUnsignedLong(count), (flags & EVENTFD_SEMAPHORE) != 0,
                flags & OpenFile.NON_BLOCKING);
        return kernel.descriptors.add(counter, 0, (flags & CLOSE_ON_EXEC) != 0);
    }

    long closeRange(int first, int last, int flags) {
        if (flags != 0 || Integer.compareUnsigned(first, last) > 0) {
            throw new Failure(Errno.EINVAL);
        }
        if (first >= 0) {
            kernel.descriptors.closeRange(first, last < 0 ? Integer.MAX_VALUE : last);
        }
        return 0;
    }

    long random(long to, long length) {
        byte[] bytes = new byte[(int) Math.min(length & Long.MAX_VALUE, MOST)];
        kernel.random.fill(bytes, bytes.length);
        memory.write(to, bytes, 0, bytes.length);
        return bytes.length;
    }
}

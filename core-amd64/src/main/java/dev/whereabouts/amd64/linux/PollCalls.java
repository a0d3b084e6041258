package dev.whereabouts.amd64.linux;

import dev.whereabouts.amd64.linux.abi.Errno;
import dev.whereabouts.amd64.linux.abi.Failure;
import dev.whereabouts.amd64.linux.file.EventPoll;
import dev.whereabouts.amd64.linux.file.OpenFile;
import dev.whereabouts.amd64.memory.GuestMemory;
import java.util.List;
import java.util.function.LongSupplier;

/** System calls that wait for any of several files: epoll(7), poll(2), select(2). */
final class PollCalls {

    private static final int CLOSE_ON_EXEC = 02000000;
    private static final int ADD = 1;
    private static final int DELETE = 2;
    private static final int MODIFY = 3;
    private static final int EPOLL_EVENT = 12;
    private static final int POLL_FILE = 8;
    private static final int POLLNVAL = 0x20;
    private static final int SELECT_MOST = 1024;
    private static final long MILLISECOND = 1_000_000;

    private final Kernel kernel;
    private final GuestMemory memory;

    PollCalls(Kernel kernel) {
        this.kernel = kernel;
        memory = kernel.memory;
    }

    long create(int flags) {
        return kernel.descriptors.add(new EventPoll(0), 0, (flags & CLOSE_ON_EXEC) != 0);
    }

    private EventPoll poll(int descriptor) {
        if (kernel.descriptors.file(descriptor) instanceof EventPoll poll) {
            return poll;
        }
        throw new Failure(Errno.EINVAL);
    }

    long control(int descriptor, int operation, int target, long event) {
        EventPoll poll = poll(descriptor);
        OpenFile file = kernel.descriptors.file(target);
        switch (operation) {
            case ADD -> poll.add(target, file, memory.readInt(event), memory.readLong(event + 4));
            case MODIFY -> poll.modify(target, file, memory.readInt(event), memory.readLong(event + 4));
            case DELETE -> poll.remove(target, file);
            default -> throw new Failure(Errno.EINVAL);
        }
        return 0;
    }

    /** @param timeout milliseconds, negative for none */
    long await(GuestThread thread, int descriptor, long events, int most, int timeout) {
        return awaitUntil(thread, descriptor, events, most, deadline(timeout));
    }

    /** @param timeout of a {@code timespec}, or 0 */
    long awaitPrecisely(GuestThread thread, int descriptor, long events, int most, long timeout) {
        return awaitUntil(thread, descriptor, events, most, deadlineAt(timeout));
    }

    private long awaitUntil(GuestThread thread, int descriptor, long events, int most, long deadline) {
        EventPoll poll = poll(descriptor);
        if (most <= 0) {
            throw new Failure(Errno.EINVAL);
        }
        return await(thread, deadline, () -> {
            List<EventPoll.Event> taken = poll.take(most);
            for (int i = 0; i < taken.size(); i++) {
                memory.writeInt(events + (long) EPOLL_EVENT * i, taken.get(i).events());
                memory.writeLong(events + (long) EPOLL_EVENT * i + 4, taken.get(i).data());
            }
            return taken.size();
        });
    }

    private long deadline(int milliseconds) {
        return milliseconds < 0 ? Wait.NEVER : kernel.clock.after(milliseconds * MILLISECOND);
    }

    private long deadlineAt(long timespec) {
        return timespec == 0 ? Wait.NEVER : kernel.clock.after(TimeCalls.read(memory, timespec));
    }

    /** Waits until something is counted. */
    private long await(GuestThread thread, long deadline, LongSupplier count) {
        return kernel.await(thread, new Wait(() -> {
            long result = count.getAsLong();
            return result == 0 ? Wait.PENDING : result;
        }, deadline, 0, false, () -> {}));
    }

    /** @param timeout milliseconds, negative for none */
    long poll(GuestThread thread, long files, long count, int timeout) {
        return pollUntil(thread, files, count, deadline(timeout));
    }

    /** @param timeout of a {@code timespec}, or 0 */
    long pollPrecisely(GuestThread thread, long files, long count, long timeout) {
        return pollUntil(thread, files, count, deadlineAt(timeout));
    }

    private long pollUntil(GuestThread thread, long files, long count, long deadline) {
        if (count < 0 || count > kernel.descriptors.maxOpen()) {
            throw new Failure(Errno.EINVAL);
        }
        return await(thread, deadline, () -> {
            int ready = 0;
            for (int i = 0; i < count; i++) {
                long at = files + (long) POLL_FILE * i;
                int events = polled(memory.readInt(at), memory.readShort(at + 4));
                memory.writeShort(at + 6, events);
                ready += events == 0 ? 0 : 1;
            }
            return ready;
        });
    }

    private int polled(int descriptor, int wanted) {
        if (descriptor < 0) {
            return 0;
        }
        try {
            return kernel.descriptors.file(descriptor).events() & (wanted | OpenFile.POLLERR | OpenFile.POLLHUP);
        } catch (Failure e) {
            return POLLNVAL;
        }
    }

    /** @param deadline virtual nanoseconds, or {@link Wait#NEVER} */
    long select(GuestThread thread, int count, long read, long write, long except, long deadline) {
        if (count < 0 || count > SELECT_MOST) {
            throw new Failure(Errno.EINVAL);
        }
        byte[] readers = set(read, count);
        byte[] writers = set(write, count);
        for (int i = 0; i < count; i++) {
            if (has(readers, i) || has(writers, i)) {
                kernel.descriptors.file(i);
            }
        }
        Runnable clear = () -> {
            store(read, new byte[readers.length]);
            store(write, new byte[writers.length]);
            store(except, new byte[readers.length]);
        };
        LongSupplier attempt = () -> {
            byte[] readable = new byte[readers.length];
            byte[] writable = new byte[writers.length];
            int ready = 0;
            for (int i = 0; i < count; i++) {
                int events = has(readers, i) || has(writers, i) ? polled(i, OpenFile.POLLIN | OpenFile.POLLOUT) : 0;
                if (has(readers, i) && (events & ~OpenFile.POLLOUT) != 0) {
                    readable[i / 8] |= (byte) (1 << i % 8);
                    ready++;
                }
                if (has(writers, i) && (events & ~OpenFile.POLLIN) != 0) {
                    writable[i / 8] |= (byte) (1 << i % 8);
                    ready++;
                }
            }
            if (ready == 0) {
                return Wait.PENDING;
            }
            store(read, readable);
            store(write, writable);
            store(except, new byte[readers.length]);
            return ready;
        };
        return kernel.await(thread, new Wait(attempt, deadline, 0, false, clear));
    }

    long selectWithMicroseconds(GuestThread thread, int count, long read, long write, long except, long timeout) {
        long deadline = timeout == 0
                ? Wait.NEVER
                : kernel.clock.after(memory.readLong(timeout) * VirtualClock.SECOND
                        + memory.readLong(timeout + 8) * 1000);
        return select(thread, count, read, write, except, deadline);
    }

    long selectPrecisely(GuestThread thread, int count, long read, long write, long except, long timeout) {
        return select(thread, count, read, write, except, deadlineAt(timeout));
    }

    private byte[] set(long address, int count) {
        byte[] bits = new byte[(count + 63) / 64 * 8];
        if (address != 0) {
            memory.read(address, bits, 0, bits.length);
        }
        return bits;
    }

    private void store(long address, byte[] bits) {
        if (address != 0) {
            memory.write(address, bits, 0, bits.length);
        }
    }

    private static boolean has(byte[] bits, int index) {
        return (bits[index / 8] >> index % 8 & 1) != 0;
    }
}

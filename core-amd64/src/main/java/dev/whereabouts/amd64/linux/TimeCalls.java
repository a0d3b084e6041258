package dev.whereabouts.amd64.linux;

import dev.whereabouts.amd64.cpu.GuestFault;
import dev.whereabouts.amd64.linux.abi.Errno;
import dev.whereabouts.amd64.linux.abi.Failure;
import dev.whereabouts.amd64.linux.signal.Signal;
import dev.whereabouts.amd64.linux.signal.SignalInfo;
import dev.whereabouts.amd64.memory.GuestMemory;
import java.util.HashSet;
import java.util.Set;

/** System calls on time: clocks, sleeping, and timers (clock_gettime(2), nanosleep(2), setitimer(2), timer_create(2)). */
final class TimeCalls {

    private static final int CLOCK_REALTIME = 0;
    private static final int CLOCK_PROCESS = 2;
    private static final int CLOCK_THREAD = 3;
    private static final int CLOCK_REALTIME_COARSE = 5;
    private static final int LAST_CLOCK = 11;
    private static final int TIMER_ABSTIME = 1;
    private static final long MICROSECOND = 1000;
    private static final int SIGEV_SIGNAL = 0;
    private static final int SIGEV_NONE = 1;
    private static final int SIGEV_THREAD_ID = 4;
    private static final long TICK = 10_000_000;

    private final Kernel kernel;
    private final GuestMemory memory;
    private final VirtualClock clock;
    /** Timers whose absolute times are times of day. */
    private final Set<Integer> realTimeTimers = new HashSet<>();

    TimeCalls(Kernel kernel) {
        this.kernel = kernel;
        memory = kernel.memory;
        clock = kernel.clock;
    }

    /**
     * A {@code timespec}, in nanoseconds.
     *
     * @throws Failure EINVAL if it is none
     */
    static long read(GuestMemory memory, long address) {
        return nanoseconds(memory.readLong(address), memory.readLong(address + 8), VirtualClock.SECOND);
    }

    private static long nanoseconds(long seconds, long parts, long partsOfSecond) {
        if (seconds < 0 || parts < 0 || parts >= partsOfSecond) {
            throw new Failure(Errno.EINVAL);
        }
        long most = Wait.NEVER / VirtualClock.SECOND - 1;
        return Math.min(seconds, most) * VirtualClock.SECOND + parts * (VirtualClock.SECOND / partsOfSecond);
    }

    private void write(long address, long nanoseconds) {
        memory.writeLong(address, nanoseconds / VirtualClock.SECOND);
        memory.writeLong(address + 8, nanoseconds % VirtualClock.SECOND);
    }

    private void writeMicroseconds(long address, long nanoseconds) {
        memory.writeLong(address, nanoseconds / VirtualClock.SECOND);
        memory.writeLong(address + 8, nanoseconds % VirtualClock.SECOND / MICROSECOND);
    }

    private long time(GuestThread thread, int id) {
        if (id < 0) {
            // a clock of one process or thread, by its id
            return (id & 4) != 0 ? thread.executed : clock.executed();
        }
        if (id > LAST_CLOCK) {
            throw new Failure(Errno.EINVAL);
        }
        return switch (id) {
            case CLOCK_REALTIME, CLOCK_REALTIME_COARSE, 8, LAST_CLOCK -> clock.timeOfDay();
            case CLOCK_PROCESS -> clock.executed();
            case CLOCK_THREAD -> thread.executed;
            default -> clock.now();
        };
    }

    long getTime(GuestThread thread, int id, long to) {
        write(to, time(thread, id));
        return 0;
    }

    long getResolution(int id, long to) {
        if (id > LAST_CLOCK) {
            throw new Failure(Errno.EINVAL);
        }
        if (to != 0) {
            write(to, 1);
        }
        return 0;
    }

    long timeOfDay(long to, long zone) {
        if (to != 0) {
            writeMicroseconds(to, clock.timeOfDay());
        }
        if (zone != 0) {
            memory.writeLong(zone, 0);
        }
        return 0;
    }

    long time(long to) {
        long seconds = clock.timeOfDay() / VirtualClock.SECOND;
        if (to != 0) {
            memory.writeLong(to, seconds);
        }
        return seconds;
    }

    long times(long to) {
        long ticks = clock.executed() / TICK;
        if (to != 0) {
            memory.writeLong(to, ticks);
            memory.write(to + 8, new byte[24], 0, 24);
        }
        return clock.now() / TICK;
    }

    /** {@code getrusage}: the time that was used; all else is 0. */
    long usage(GuestThread thread, int who, long to) {
        memory.write(to, new byte[144], 0, 144);
        if (who == 0 || who == 1) {
            writeMicroseconds(to, who == 0 ? clock.executed() : thread.executed);
        }
        return 0;
    }

    long sleep(GuestThread thread, int id, int flags, long requested, long remaining) {
        long time = read(memory, requested);
        if (id > LAST_CLOCK || id == CLOCK_THREAD) {
            throw new Failure(Errno.EINVAL);
        }
        boolean isAbsolute = (flags & TIMER_ABSTIME) != 0;
        long deadline = isAbsolute
                ? clock.after(time - time(thread, id))
                : clock.after(time);
        boolean tells = remaining != 0 && !isAbsolute;
        return kernel.await(thread, new Wait(() -> Wait.PENDING, deadline, 0, false, () -> {
            if (tells && deadline > clock.now()) {
                try {
                    write(remaining, deadline - clock.now());
                } catch (GuestFault e) {
                    // the sleep is over whether or not the rest can be told
                }
            }
        }));
    }

    private int interval(int which) {
        Signal signal = switch (which) {
            case 0 -> Signal.SIGALRM;
            case 1 -> Signal.SIGVTALRM;
            case 2 -> Signal.SIGPROF;
            default -> throw new Failure(Errno.EINVAL);
        };
        int id = -1 - which;
        kernel.timers.ensure(id, SignalInfo.kernel(signal));
        return id;
    }

    long setInterval(int which, long from, long old) {
        int id = interval(which);
        long every = nanoseconds(memory.readLong(from), memory.readLong(from + 8), 1_000_000);
        long first = nanoseconds(memory.readLong(from + 16), memory.readLong(from + 24), 1_000_000);
        Timers.Setting before = kernel.timers.set(id, first == 0 ? Wait.NEVER : clock.after(first), every);
        if (old != 0) {
            writeMicroseconds(old, before.interval());
            writeMicroseconds(old + 16, before.left());
        }
        return 0;
    }

    long getInterval(int which, long to) {
        Timers.Setting setting = kernel.timers.get(interval(which));
        writeMicroseconds(to, setting.interval());
        writeMicroseconds(to + 16, setting.left());
        return 0;
    }

    long alarm(long seconds) {
        Timers.Setting before = kernel.timers.set(interval(0),
                seconds == 0 ? Wait.NEVER : clock.after(seconds * VirtualClock.SECOND), 0);
        return (before.left() + VirtualClock.SECOND - 1) / VirtualClock.SECOND;
    }

    long createTimer(int clockId, long event, long id) {
        SignalInfo info = new SignalInfo(Signal.SIGALRM.number(), SignalInfo.SI_TIMER, 0, 0);
        GuestThread target = null;
        if (event != 0) {
            int notify = memory.readInt(event + 12);
            int number = memory.readInt(event + 8);
            boolean isKnown = notify == SIGEV_SIGNAL || notify == SIGEV_THREAD_ID;
            if (!isKnown && notify != SIGEV_NONE || isKnown && (number < 1 || number > Signal.LAST)) {
                throw new Failure(Errno.EINVAL);
            }
            if (notify == SIGEV_THREAD_ID) {
                target = kernel.threads.find(memory.readInt(event + 16));
                if (target == null) {
                    throw new Failure(Errno.EINVAL);
                }
            }
            info = new SignalInfo(isKnown ? number : Timers.SILENT, SignalInfo.SI_TIMER, 0, memory.readLong(event));
        }
        int timer = kernel.timers.create(target, info);
        if (clockId == CLOCK_REALTIME) {
            realTimeTimers.add(timer);
        }
        memory.writeInt(id, timer);
        return 0;
    }

    long setTimer(int id, int flags, long from, long old) {
        if (id < 0) {
            throw new Failure(Errno.EINVAL);
        }
        long every = read(memory, from);
        long first = read(memory, from + 16);
        long moment = realTimeTimers.contains(id) ? VirtualClock.monotonic(first) : first;
        long deadline = (flags & TIMER_ABSTIME) != 0 ? moment : clock.after(first);
        Timers.Setting before = kernel.timers.set(id, first == 0 ? Wait.NEVER : deadline, every);
        if (old != 0) {
            write(old, before.interval());
            write(old + 16, before.left());
        }
        return 0;
    }

    long getTimer(int id, long to) {
        if (id < 0) {
            throw new Failure(Errno.EINVAL);
        }
        Timers.Setting setting = kernel.timers.get(id);
        write(to, setting.interval());
        write(to + 16, setting.left());
        return 0;
    }

    long deleteTimer(int id) {
        if (id < 0) {
            throw new Failure(Errno.EINVAL);
        }
        kernel.timers.delete(id);
        realTimeTimers.remove(id);
        return 0;
    }
}

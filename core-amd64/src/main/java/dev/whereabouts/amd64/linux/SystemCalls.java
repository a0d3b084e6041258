package dev.whereabouts.amd64.linux;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.cpu.GuestFault;
import dev.whereabouts.amd64.linux.abi.Errno;
import dev.whereabouts.amd64.linux.abi.Failure;
import dev.whereabouts.amd64.linux.abi.SystemCallNames;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * The system calls of amd64 by number (asm/unistd_64.h; AMD64 psABI, section A.2 for the registers). What is not here fails with ENOSYS and is
 * counted.
 */
final class SystemCalls {

    private static final int CURRENT_DIRECTORY = -100;
    private static final int AT_SYMLINK_NOFOLLOW = 0x100;
    private static final int CREATE = 01101;
    private static final long UNSIGNED = 0xffff_ffffL;

    private final Kernel kernel;
    private final FileCalls files;
    private final PollCalls polls;
    private final MemoryCalls memory;
    private final ThreadCalls threads;
    private final SignalCalls signals;
    private final TimeCalls time;
    private final SystemInformation system;
    private final Map<Long, Long> unknown = new TreeMap<>();

    SystemCalls(Kernel kernel) {
        this.kernel = kernel;
        files = new FileCalls(kernel);
        polls = new PollCalls(kernel);
        memory = new MemoryCalls(kernel);
        threads = new ThreadCalls(kernel);
        signals = new SignalCalls(kernel);
        time = new TimeCalls(kernel);
        system = new SystemInformation(kernel);
    }

    /** How often calls were made that are not known, by name. */
    Map<String, Long> unknown() {
        Map<String, Long> named = new TreeMap<>();
        unknown.forEach((number, count) -> named.put(SystemCallNames.of(number), count));
        return named;
    }

    /** Does what a thread that executed SYSCALL asks for. */
    void call(GuestThread thread) {
        long number = thread.cpu.gpr[Cpu.RAX];
        thread.call = number;
        long result = guarded(() -> dispatch(thread, number));
        if (result != Wait.PENDING && result != Kernel.NO_RESULT) {
            thread.cpu.gpr[Cpu.RAX] = result;
        }
    }

    /** The result of a call, a failure as its negative number. */
    static long guarded(LongSupplier call) {
        try {
            return call.getAsLong();
        } catch (Failure e) {
            return -e.errno();
        } catch (GuestFault e) {
            return -Errno.EFAULT;
        }
    }

    private long unknown(long number) {
        unknown.merge(number, 1L, Long::sum);
        return -Errno.ENOSYS;
    }

    private long dispatch(GuestThread t, long number) {
        long[] r = t.cpu.gpr;
        long a = r[Cpu.RDI];
        long b = r[Cpu.RSI];
        long c = r[Cpu.RDX];
        long d = r[10];
        long e = r[8];
        long f = r[9];
        if (number >>> 31 != 0) {
            return unknown(number);
        }
        return switch ((int) number) {
            case 0 -> files.read(t, (int) a, b, c);
            case 1 -> files.write(t, (int) a, b, c);
            case 2 -> files.open(CURRENT_DIRECTORY, a, (int) b, (int) c);
            case 3 -> files.close((int) a);
            case 4 -> files.status(CURRENT_DIRECTORY, a, b, 0);
            case 5 -> files.status((int) a, b);
            case 6 -> files.status(CURRENT_DIRECTORY, a, b, AT_SYMLINK_NOFOLLOW);
            case 7 -> polls.poll(t, a, b, (int) c);
            case 8 -> files.seek((int) a, b, (int) c);
            case 9 -> memory.map(a, b, c, d, (int) e, f);
            case 10 -> memory.protect(a, b, c);
            case 11 -> memory.unmap(a, b);
            case 12 -> memory.moveBreak(a);
            case 13 -> signals.action((int) a, b, c, d);
            case 14 -> signals.mask(t, (int) a, b, c, d);
            case 15 -> signals.returnFromHandler(t);
            case 16 -> files.ioctl((int) a, (int) b, c);
            case 17 -> files.readAt((int) a, b, c, d);
            case 18 -> files.writeAt((int) a, b, c, d);
            case 19 -> files.readVectors(t, (int) a, b, (int) c);
            case 20 -> files.writeVectors(t, (int) a, b, (int) c);
            case 21 -> files.access(CURRENT_DIRECTORY, a);
            case 22 -> files.pipe(a, 0);
            case 23 -> polls.selectWithMicroseconds(t, (int) a, b, c, d, e);
            case 24 -> {
                kernel.threads.yield();
                yield 0;
            }
            case 25 -> memory.remap(a, b, c, d, e);
            // msync, mlock, munlock, mlockall, munlockall: nothing is ever elsewhere than in memory
            case 26, 149, 150, 151, 152, 325 -> 0;
            case 27 -> memory.resident(a, b, c);
            case 28 -> memory.advise(a, b, (int) c);
            case 32 -> files.duplicate((int) a);
            case 33 -> files.duplicate((int) a, (int) b, 0, true);
            case 34 -> signals.pause(t);
            case 35 -> time.sleep(t, 1, 0, a, b);
            case 36 -> time.getInterval((int) a, b);
            case 37 -> time.alarm(a & UNSIGNED);
            case 38 -> time.setInterval((int) a, b, c);
            case 39 -> Identity.PROCESS;
            case 56 -> ThreadCalls.isThread(a) ? threads.clone(t, a, b, c, d, e) : unknown(number);
            case 60 -> threads.exit(t, (int) a);
            // wait4, waitid: there are no children
            case 61, 247 -> -Errno.ECHILD;
            case 62 -> signals.kill((int) a, (int) b);
            case 63 -> system.names(a);
            case 72 -> files.control((int) a, (int) b, c);
            // flock, fadvise64
            case 73, 221 -> files.synchronize((int) a);
            case 74, 75 -> files.synchronize((int) a);
            case 76 -> files.resize(a, b);
            case 77 -> files.resize((int) a, b);
            case 79 -> files.currentDirectory(a, b);
            case 80 -> files.changeDirectory(a);
            case 81 -> files.changeDirectory((int) a);
            case 82 -> files.rename(CURRENT_DIRECTORY, a, CURRENT_DIRECTORY, b);
            case 83 -> files.makeDirectory(CURRENT_DIRECTORY, a);
            case 84 -> files.removeDirectory(a);
            case 85 -> files.open(CURRENT_DIRECTORY, a, CREATE, (int) b);
            case 87 -> files.remove(CURRENT_DIRECTORY, a, 0);
            case 88 -> files.makeLink(a, CURRENT_DIRECTORY, b);
            case 89 -> files.readLink(CURRENT_DIRECTORY, a, b, c);
            case 90 -> files.setPermissions(CURRENT_DIRECTORY, a, (int) b);
            // fchmod, fchown
            case 91, 93 -> files.synchronize((int) a);
            case 95 -> files.setCreationMask((int) a);
            case 96 -> time.timeOfDay(a, b);
            case 97 -> system.limits(0, (int) a, 0, b);
            case 98 -> time.usage(t, (int) a, b);
            case 99 -> system.system(a);
            case 100 -> time.times(a);
            case 102, 104, 107, 108 -> Identity.USER;
            case 110 -> Identity.PARENT;
            // getpgrp, getpgid, getsid
            case 111, 121, 124 -> Identity.PROCESS;
            case 127 -> signals.pending(t, a);
            case 128 -> signals.await(t, a, b, c, d);
            case 129 -> signals.queue((int) a, (int) b, c);
            case 130 -> signals.suspend(t, a, b);
            case 131 -> signals.alternateStack(t, a, b);
            case 157 -> system.thread(t, (int) a, b);
            case 158 -> system.segments(t, (int) a, b);
            case 160 -> system.limits(0, (int) a, b, 0);
            case 186 -> t.id;
            case 200 -> signals.killThread((int) a, (int) b);
            case 201 -> time.time(a);
            case 202 -> threads.futex(t, a, (int) b, (int) c, d, e, (int) f);
            // sched_setaffinity, sched_getscheduler, sched_setparam
            case 203, 145, 142 -> 0;
            case 204 -> system.processors(b & UNSIGNED, c);
            case 213 -> polls.create(0);
            case 217 -> files.entries((int) a, b, c & UNSIGNED);
            case 218 -> {
                t.clearOnExit = a;
                yield t.id;
            }
            case 222 -> time.createTimer((int) a, b, c);
            case 223 -> time.setTimer((int) a, (int) b, c, d);
            case 224 -> time.getTimer((int) a, b);
            case 225 -> 0;
            case 226 -> time.deleteTimer((int) a);
            case 228 -> time.getTime(t, (int) a, b);
            case 229 -> time.getResolution((int) a, b);
            case 230 -> time.sleep(t, (int) a, (int) b, c, d);
            case 231 -> {
                kernel.end(new Outcome.Exited((int) a & 0xff));
                yield Kernel.NO_RESULT;
            }
            case 232 -> polls.await(t, (int) a, b, (int) c, (int) d);
            case 233 -> polls.control((int) a, (int) b, (int) c, d);
            case 234 -> signals.killThread((int) a, (int) b, (int) c);
            case 257 -> files.open((int) a, b, (int) c, (int) d);
            case 258 -> files.makeDirectory((int) a, b);
            case 262 -> files.status((int) a, b, c, (int) d);
            case 263 -> files.remove((int) a, b, (int) c);
            case 264, 316 -> files.rename((int) a, b, (int) c, d);
            case 266 -> files.makeLink(a, (int) b, c);
            case 267 -> files.readLink((int) a, b, c, d);
            case 268 -> files.setPermissions((int) a, b, (int) c);
            case 269, 439 -> files.access((int) a, b);
            case 270 -> masked(t, f == 0 ? 0 : kernel.memory.readLong(f),
                    () -> polls.selectPrecisely(t, (int) a, b, c, d, e));
            case 271 -> masked(t, d, () -> polls.pollPrecisely(t, a, b, c));
            case 273 -> threads.setRobustList(t, a, b);
            case 281 -> masked(t, e, () -> polls.await(t, (int) a, b, (int) c, (int) d));
            case 284 -> files.eventCounter((int) a, 0);
            case 290 -> files.eventCounter((int) a, (int) b);
            case 291 -> polls.create((int) a);
            case 292 -> files.duplicate((int) a, (int) b, (int) c, false);
            case 293 -> files.pipe(a, (int) b);
            case 297 -> signals.queueToThread((int) a, (int) b, (int) c, d);
            case 302 -> system.limits((int) a, (int) b, c, d);
            case 309 -> system.processor(a, b);
            case 318 -> files.random(a, b);
            case 435 -> {
                long flags = threads.flags(a, b);
                yield ThreadCalls.isThread(flags) ? threads.clone3(t, a) : unknown(number);
            }
            case 436 -> files.closeRange((int) a, (int) b, (int) c);
            case 441 -> masked(t, e, () -> polls.awaitPrecisely(t, (int) a, b, (int) c, d));
            default -> unknown(number);
        };
    }

    /** A call with another mask while it waits. @param set address of the mask, or 0 */
    private long masked(GuestThread thread, long set, LongSupplier call) {
        if (set != 0) {
            SignalCalls.replaceMask(thread, kernel.memory.readLong(set));
        }
        return call.getAsLong();
    }
}

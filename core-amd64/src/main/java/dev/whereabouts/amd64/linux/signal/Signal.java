package dev.whereabouts.amd64.linux.signal;

import static dev.whereabouts.amd64.linux.signal.Signal.Default.CORE;
import static dev.whereabouts.amd64.linux.signal.Signal.Default.IGNORE;
import static dev.whereabouts.amd64.linux.signal.Signal.Default.STOP;
import static dev.whereabouts.amd64.linux.signal.Signal.Default.TERMINATE;

import dev.whereabouts.amd64.cpu.FaultKind;

/** The standard signals, in the order of their numbers, which begin at 1 (signal(7)). */
public enum Signal {
    SIGHUP(TERMINATE), SIGINT(TERMINATE), SIGQUIT(CORE), SIGILL(CORE), SIGTRAP(CORE), SIGABRT(CORE), SIGBUS(
            CORE), SIGFPE(CORE), SIGKILL(TERMINATE), SIGUSR1(TERMINATE), SIGSEGV(CORE), SIGUSR2(TERMINATE), SIGPIPE(
                    TERMINATE), SIGALRM(TERMINATE), SIGTERM(TERMINATE), SIGSTKFLT(TERMINATE), SIGCHLD(IGNORE), SIGCONT(
                            IGNORE), SIGSTOP(STOP), SIGTSTP(STOP), SIGTTIN(STOP), SIGTTOU(STOP), SIGURG(
                                    IGNORE), SIGXCPU(CORE), SIGXFSZ(CORE), SIGVTALRM(TERMINATE), SIGPROF(
                                            TERMINATE), SIGWINCH(IGNORE), SIGIO(
                                                    TERMINATE), SIGPWR(TERMINATE), SIGSYS(CORE);

    /** The highest number; those from {@link #FIRST_REAL_TIME} on are real-time signals, which queue. */
    public static final int LAST = 64;

    public static final int FIRST_REAL_TIME = 32;

    private final Default action;

    Signal(Default action) {
        this.action = action;
    }

    /** What happens where a process set no action. */
    public enum Default {
        TERMINATE, CORE, IGNORE, STOP
    }

    /** The signal that Linux makes of an exception (arch/x86/kernel/traps.c). */
    public static Signal of(FaultKind kind) {
        return switch (kind) {
            case PAGE, GENERAL_PROTECTION -> SIGSEGV;
            case STACK, ALIGNMENT -> SIGBUS;
            case DIVIDE_ERROR, X87, SIMD -> SIGFPE;
            case INVALID_OPCODE -> SIGILL;
            case BREAKPOINT, DEBUG -> SIGTRAP;
        };
    }

    public int number() {
        return ordinal() + 1;
    }

    /** Its bit in a signal set. */
    public long bit() {
        return bit(number());
    }

    /** The bit of a number in a signal set. */
    public static long bit(int number) {
        return 1L << number - 1;
    }

    public static Default defaultOf(int number) {
        return number < FIRST_REAL_TIME ? values()[number - 1].action : TERMINATE;
    }

    /** Such as {@code SIGSEGV}; {@code SIGRTMIN+2} for a real-time signal. */
    public static String nameOf(int number) {
        return number < FIRST_REAL_TIME ? values()[number - 1].name() : "SIGRTMIN+" + (number - FIRST_REAL_TIME);
    }
}

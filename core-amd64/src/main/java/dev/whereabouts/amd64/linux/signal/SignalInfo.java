package dev.whereabouts.amd64.linux.signal;

import dev.whereabouts.amd64.memory.GuestMemory;

/**
 * What is told with a signal: {@code siginfo_t} (asm-generic/siginfo.h).
 *
 * @param code   SI_… or one that belongs to the signal
 * @param first  the first eight bytes of the union: the faulting address; or the sender's process in the low half and its user in the high
 *               half; or a timer's id and overruns
 * @param second the eight bytes after them: the value that came with the signal
 */
public record SignalInfo(int number, int code, long first, long second) {

    public static final int SIZE = 128;

    public static final int SI_USER = 0;
    public static final int SI_KERNEL = 0x80;
    public static final int SI_QUEUE = -1;
    public static final int SI_TIMER = -2;
    public static final int SI_TKILL = -6;

    public static final int SEGV_MAPERR = 1;
    public static final int SEGV_ACCERR = 2;
    public static final int FPE_INTDIV = 1;
    public static final int FPE_FLTDIV = 3;
    public static final int FPE_FLTOVF = 4;
    public static final int FPE_FLTUND = 5;
    public static final int FPE_FLTRES = 6;
    public static final int FPE_FLTINV = 7;
    public static final int ILL_ILLOPN = 2;
    public static final int TRAP_TRACE = 2;
    public static final int BUS_ADRALN = 1;

    private static final int UNION = 16;

    /** One that the kernel sends about an address. */
    public static SignalInfo at(Signal signal, int code, long address) {
        return new SignalInfo(signal.number(), code, address, 0);
    }

    /** One that the kernel sends and says nothing about. */
    public static SignalInfo kernel(Signal signal) {
        return new SignalInfo(signal.number(), SI_KERNEL, 0, 0);
    }

    /** One that a process sends. */
    public static SignalInfo sent(int number, int code, int process, int user) {
        return new SignalInfo(number, code, process | (long) user << 32, 0);
    }

    public static SignalInfo read(GuestMemory memory, long address) {
        return new SignalInfo(memory.readInt(address), memory.readInt(address + 8), memory.readLong(address + UNION),
                memory.readLong(address + UNION + 8));
    }

    public void write(GuestMemory memory, long address) {
        memory.write(address, new byte[SIZE], 0, SIZE);
        memory.writeInt(address, number);
        memory.writeInt(address + 8, code);
        memory.writeLong(address + UNION, first);
        memory.writeLong(address + UNION + 8, second);
    }
}

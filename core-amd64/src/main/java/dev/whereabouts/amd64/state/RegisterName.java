package dev.whereabouts.amd64.state;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.x87.Extended;
import dev.whereabouts.amd64.x87.RegisterStack;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;

/** A register by its name in the SDM, and its value in a thread as an unsigned number. */
public final class RegisterName {

    private static final String[] GENERAL = {"RAX", "RCX", "RDX", "RBX", "RSP", "RBP", "RSI", "RDI", "R8", "R9", "R10",
            "R11", "R12", "R13", "R14", "R15"};

    private static final Map<String, RegisterName> ALL = all();

    private final String name;
    private final int bits;
    private final Reader reader;
    private final Writer writer;

    @FunctionalInterface
    private interface Reader {
        public BigInteger read(Cpu cpu);
    }

    @FunctionalInterface
    private interface Writer {
        void write(Cpu cpu, BigInteger value);
    }

    private RegisterName(String name, int bits, Reader reader, Writer writer) {
        this.name = name;
        this.bits = bits;
        this.reader = reader;
        this.writer = writer;
    }

    /** By name, in the order of answers; those of the x87 unit come in the order in which they are to be written. */
    public static Map<String, RegisterName> byName() {
        return ALL;
    }

    /** A general register. @param index in {@link Cpu#gpr} */
    public static RegisterName general(int index) {
        return ALL.get(GENERAL[index]);
    }

    public String name() {
        return name;
    }

    /** How wide it is. */
    public int bits() {
        return bits;
    }

    public BigInteger read(Cpu cpu) {
        return reader.read(cpu);
    }

    public void write(Cpu cpu, BigInteger value) {
        writer.write(cpu, value);
    }

    @Override
    public String toString() {
        return name;
    }

    private static Map<String, RegisterName> all() {
        Map<String, RegisterName> all = new LinkedHashMap<>();
        for (int i = 0; i < GENERAL.length; i++) {
            int index = i;
            add(all, new RegisterName(GENERAL[i], 64, cpu -> unsigned(cpu.gpr[index]),
                    (cpu, value) -> cpu.gpr[index] = value.longValue()));
        }
        add(all, new RegisterName("RIP", 64, cpu -> unsigned(cpu.rip), (cpu, value) -> cpu.rip = value.longValue()));
        add(all, new RegisterName("RFLAGS", 64, cpu -> unsigned(cpu.rflags()),
                (cpu, value) -> cpu.setRflags(value.longValue())));
        for (int i = 0; i < 16; i++) {
            add(all, vector("XMM" + i, i, 2));
        }
        for (int i = 0; i < 16; i++) {
            add(all, vector("YMM" + i, i, 4));
        }
        add(all, new RegisterName("MXCSR", 32, cpu -> BigInteger.valueOf(cpu.mxcsr),
                (cpu, value) -> cpu.mxcsr = value.intValue()));
        add(all, new RegisterName("FSBASE", 64, cpu -> unsigned(cpu.fsBase),
                (cpu, value) -> cpu.fsBase = value.longValue()));
        add(all, new RegisterName("GSBASE", 64, cpu -> unsigned(cpu.gsBase),
                (cpu, value) -> cpu.gsBase = value.longValue()));
        add(all, new RegisterName("FCW", 16, cpu -> BigInteger.valueOf(cpu.x87.control),
                (cpu, value) -> cpu.x87.control = value.intValue()));
        // TOP says which register is ST0, and the tags are set last, since a register that is written is in use
        add(all, new RegisterName("FSW", 16, cpu -> BigInteger.valueOf(cpu.x87.statusWord()),
                (cpu, value) -> cpu.x87.setStatusWord(value.intValue())));
        for (int i = 0; i < 8; i++) {
            add(all, stack(i));
        }
        add(all, new RegisterName("FTW", 8, cpu -> BigInteger.valueOf(cpu.x87.full),
                (cpu, value) -> cpu.x87.full = value.intValue()));
        return all;
    }

    private static void add(Map<String, RegisterName> all, RegisterName register) {
        all.put(register.name, register);
    }

    private static RegisterName vector(String name, int index, int words) {
        return new RegisterName(name, 64 * words, cpu -> {
            BigInteger value = BigInteger.ZERO;
            for (int word = words - 1; word >= 0; word--) {
                value = value.shiftLeft(64).or(unsigned(cpu.vector[index * 4 + word]));
            }
            return value;
        }, (cpu, value) -> {
            for (int word = 0; word < words; word++) {
                cpu.vector[index * 4 + word] = value.shiftRight(64 * word).longValue();
            }
        });
    }

    private static RegisterName stack(int index) {
        return new RegisterName("ST" + index, 80, cpu -> {
            Extended value = RegisterStack.get(cpu.x87, index);
            return BigInteger.valueOf(value.signExponent()).shiftLeft(64).or(unsigned(value.significand()));
        }, (cpu, value) -> RegisterStack.set(cpu.x87, index,
                new Extended(value.shiftRight(64).intValue(), value.longValue())));
    }

    /** A word as the unsigned number that it is as a register's value. */
    public static BigInteger unsigned(long value) {
        BigInteger low = BigInteger.valueOf(value & Long.MAX_VALUE);
        return value < 0 ? low.setBit(63) : low;
    }
}

package dev.whereabouts.debugcall.expression;

import dev.whereabouts.amd64.cpu.Cpu;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A register that a debugger reads and sets, by its name in Intel's manual.
 *
 * @param index in {@link Cpu#gpr} or of XMM; 0 for the others
 */
public record Register(Kind kind, int index) {

    /** What a debugger saves and restores together. */
    public enum Kind {
        /** RAX to R15, RSP among them. */
        GENERAL,
        /** RIP. */
        INSTRUCTION_POINTER,
        /** RFLAGS. */
        FLAGS,
        /** XMM0 to XMM15, 128 bits each. */
        VECTOR,
        /** MXCSR. */
        VECTOR_CONTROL
    }

    public static final Register RSP = new Register(Kind.GENERAL, Cpu.RSP);
    public static final Register RIP = new Register(Kind.INSTRUCTION_POINTER, 0);
    public static final Register RFLAGS = new Register(Kind.FLAGS, 0);
    public static final Register MXCSR = new Register(Kind.VECTOR_CONTROL, 0);

    private static final int COUNT = 16;
    private static final int WORDS = 4;
    private static final List<String> LEGACY = List.of("RAX", "RCX", "RDX", "RBX", "RSP", "RBP", "RSI", "RDI");
    private static final List<Register> ALL = list();
    private static final Map<String, Register> BY_NAME = byName();

    private static List<Register> list() {
        List<Register> all = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            all.add(new Register(Kind.GENERAL, i));
        }
        all.add(RIP);
        all.add(RFLAGS);
        for (int i = 0; i < COUNT; i++) {
            all.add(new Register(Kind.VECTOR, i));
        }
        all.add(MXCSR);
        return List.copyOf(all);
    }

    private static Map<String, Register> byName() {
        Map<String, Register> byName = new HashMap<>();
        ALL.forEach(register -> byName.put(register.toString(), register));
        return Map.copyOf(byName);
    }

    /** All of them: general ones first, then RIP, RFLAGS, XMM, MXCSR. */
    public static List<Register> all() {
        return ALL;
    }

    /** The register of a name such as {@code R12} or {@code XMM0}; empty where there is none such. */
    public static Optional<Register> of(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** Its value; of a vector the low 64 bits. */
    public long read(Cpu cpu) {
        return switch (kind) {
            case GENERAL -> cpu.gpr[index];
            case INSTRUCTION_POINTER -> cpu.rip;
            case FLAGS -> cpu.rflags();
            case VECTOR -> cpu.vector[WORDS * index];
            case VECTOR_CONTROL -> cpu.mxcsr;
        };
    }

    /** Bits 64 to 127 of a vector; 0 for the others. */
    public long readHigh(Cpu cpu) {
        return kind == Kind.VECTOR ? cpu.vector[WORDS * index + 1] : 0;
    }

    /** Sets it. @param high bits 64 to 127 of a vector, whose bits above stay; no other register has them */
    public void write(Cpu cpu, long low, long high) {
        switch (kind) {
            case GENERAL -> cpu.gpr[index] = low;
            case INSTRUCTION_POINTER -> cpu.rip = low;
            case FLAGS -> cpu.setRflags(low);
            case VECTOR -> {
                cpu.vector[WORDS * index] = low;
                cpu.vector[WORDS * index + 1] = high;
            }
            case VECTOR_CONTROL -> cpu.mxcsr = (int) low;
        }
    }

    @Override
    public String toString() {
        return switch (kind) {
            case GENERAL -> index < LEGACY.size() ? LEGACY.get(index) : "R" + index;
            case INSTRUCTION_POINTER -> "RIP";
            case FLAGS -> "RFLAGS";
            case VECTOR -> "XMM" + index;
            case VECTOR_CONTROL -> "MXCSR";
        };
    }
}

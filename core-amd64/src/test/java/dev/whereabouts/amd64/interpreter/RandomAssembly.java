package dev.whereabouts.amd64.interpreter;

import dev.whereabouts.amd64.cpu.Flags;
import java.util.List;
import java.util.Random;

/**
 * Random sequences of integer instructions in the assembler's Intel syntax. R15 points to a buffer and stays; RSP is not used. It is kept which
 * flags the architecture leaves undefined, and no instruction reads one of those.
 */
final class RandomAssembly {

    /** Bytes of the buffer that operands reach. */
    static final int BUFFER = 256;

    private static final int ALL = Flags.ARITHMETIC;
    private static final String[][] REGISTERS = {{"al", "cl", "dl", "bl", "bpl", "sil", "dil", "r8b", "r9b", "r14b"},
            {"ax", "cx", "dx", "bx", "bp", "si", "di", "r8w", "r9w", "r14w"},
            {"eax", "ecx", "edx", "ebx", "ebp", "esi", "edi", "r8d", "r9d", "r14d"},
            {"rax", "rcx", "rdx", "rbx", "rbp", "rsi", "rdi", "r8", "r9", "r14"}};
    private static final String[] POINTERS = {"byte", "word", "dword", "qword"};
    private static final List<String> CONDITIONS = List.of("o", "no", "b", "ae", "e", "ne", "be", "a", "s", "ns", "p",
            "np", "l", "ge", "le", "g");
    private static final int[] CONDITION_READS = {Flags.OF, Flags.CF, Flags.ZF, Flags.CF | Flags.ZF, Flags.SF, Flags.PF,
            Flags.SF | Flags.OF, Flags.SF | Flags.OF | Flags.ZF};

    private final Random random;
    private int undefined;

    RandomAssembly(Random random) {
        this.random = random;
    }

    /** Flags that are undefined after the instructions made so far. */
    int undefined() {
        return undefined;
    }

    /** A new sequence, with all flags defined. */
    String sequence(int instructions) {
        undefined = 0;
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < instructions; i++) {
            text.append('\t').append(instruction()).append('\n');
        }
        return text.toString();
    }

    private void writes(int defined, int nowUndefined) {
        undefined = undefined & ~defined | nowUndefined;
    }

    private boolean isDefined(int flags) {
        return (undefined & flags) == 0;
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private String register(int size) {
        return pick(REGISTERS[size]);
    }

    private String memory(int size) {
        return POINTERS[size] + " ptr [r15+" + random.nextInt(BUFFER - 8) + "]";
    }

    private String place(int size) {
        return random.nextInt(3) == 0 ? memory(size) : register(size);
    }

    private long constant(int size) {
        return switch (random.nextInt(3)) {
            case 0 -> random.nextInt(5) - 2;
            case 1 -> (byte) random.nextInt();
            default -> switch (size) {
                case Flags.B8 -> (byte) random.nextInt();
                case Flags.B16 -> (short) random.nextInt();
                default -> random.nextInt();
            };
        };
    }

    /** Two operands, at most one of them in memory, the second possibly a constant. */
    private String pair(int size) {
        return switch (random.nextInt(4)) {
            case 0 -> place(size) + ", " + constant(size);
            case 1 -> register(size) + ", " + memory(size);
            default -> place(size) + ", " + register(size);
        };
    }

    private String instruction() {
        int size = random.nextInt(4);
        int wide = 1 + random.nextInt(3);
        switch (random.nextInt(20)) {
            case 0, 1, 2 -> {
                writes(ALL, 0);
                return pick("add", "sub", "cmp") + " " + pair(size);
            }
            case 3 -> {
                writes(ALL, Flags.AF);
                return pick("and", "or", "xor") + " " + pair(size);
            }
            case 4 -> {
                if (!isDefined(Flags.CF)) {
                    return "stc";
                }
                writes(ALL, 0);
                return pick("adc", "sbb") + " " + pair(size);
            }
            case 5 -> {
                writes(ALL & ~Flags.CF, 0);
                return pick("inc", "dec") + " " + place(size);
            }
            case 6 -> {
                return pick("mov " + pair(size), "not " + place(size), "lea " + register(wide) + ", [r15+"
                        + register(3) + "*4+" + random.nextInt() + "]", "bswap " + register(2 + random.nextInt(2)));
            }
            case 7 -> {
                return pick("movzx ", "movsx ") + register(2 + random.nextInt(2)) + ", "
                        + place(random.nextInt(2));
            }
            case 8 -> {
                return shift(size);
            }
            case 9 -> {
                return rotation(size);
            }
            case 10 -> {
                return shiftByRegister(2 + random.nextInt(2));
            }
            case 11 -> {
                int count = 1 + random.nextInt(31);
                writes(ALL, Flags.AF | (count == 1 ? 0 : Flags.OF));
                int operandSize = 2 + random.nextInt(2);
                return pick("shld", "shrd") + " " + place(operandSize) + ", " + register(operandSize) + ", " + count;
            }
            case 12 -> {
                writes(ALL, ALL & ~(Flags.CF | Flags.OF));
                return pick("imul " + register(wide) + ", " + place(wide), "imul " + register(wide) + ", "
                        + place(wide) + ", " + constant(wide), "mul " + place(size), "imul " + place(size));
            }
            case 13 -> {
                writes(Flags.CF, ALL & ~(Flags.CF | Flags.ZF) | undefined & Flags.ZF);
                return pick("bt", "bts", "btr", "btc") + " " + (random.nextBoolean()
                        ? register(wide) + ", " + register(wide)
                        : place(wide) + ", " + random.nextInt(64));
            }
            case 14 -> {
                writes(ALL, ALL & ~Flags.ZF);
                return pick("bsf ", "bsr ") + register(wide) + ", " + place(wide);
            }
            case 15 -> {
                return conditional(size, wide);
            }
            case 16 -> {
                writes(ALL, 0);
                return pick("xadd ", "cmpxchg ", "lock cmpxchg ").equals("xadd ")
                        ? "xadd " + place(size) + ", " + register(size)
                        : "cmpxchg " + place(size) + ", " + register(size);
            }
            case 17 -> {
                return pick("cbw", "cwde", "cdqe", "cwd", "cdq", "cqo", "xchg " + place(size) + ", "
                        + register(size));
            }
            case 18 -> {
                writes(ALL, 0);
                return pick("neg " + place(size), "popcnt " + register(wide) + ", " + place(wide));
            }
            default -> {
                writes(Flags.CF, 0);
                return pick("clc", "stc");
            }
        }
    }

    private String shift(int size) {
        int count = 1 + random.nextInt((8 << size) - 1);
        writes(ALL, Flags.AF | (count == 1 ? 0 : Flags.OF));
        return pick("shl", "shr", "sar") + " " + place(size) + ", " + count;
    }

    private String rotation(int size) {
        int count = 1 + random.nextInt((8 << size) - 1);
        boolean isThroughCarry = isDefined(Flags.CF) && random.nextBoolean();
        writes(Flags.CF | Flags.OF, count == 1 ? 0 : Flags.OF);
        return (isThroughCarry ? pick("rcl", "rcr") : pick("rol", "ror")) + " " + place(size) + ", " + count;
    }

    /** The count may be 0, which leaves the flags as they are. */
    private String shiftByRegister(int size) {
        writes(0, Flags.AF | Flags.OF);
        return pick("shl", "shr", "sar", "rol", "ror") + " " + place(size) + ", cl";
    }

    private String conditional(int size, int wide) {
        int condition = random.nextInt(16);
        if (!isDefined(CONDITION_READS[condition >> 1])) {
            return "mov " + pair(size);
        }
        String name = CONDITIONS.get(condition);
        return random.nextBoolean()
                ? "cmov" + name + " " + register(wide) + ", " + place(wide)
                : "set" + name + " " + place(Flags.B8);
    }
}

package dev.whereabouts.amd64.cpu;

/**
 * The arithmetic flags, put off: an instruction leaves its operands and its result behind, and the flags are worked out from these when
 * somebody reads them (SDM volume 1, section 3.4.3.1). Pure functions of values: the interpreter keeps the values in fields, generated code in
 * locals.
 *
 * <p>A kind says how: one of the constants plus a size from {@link #B8} to {@link #B64}. Operands and result are sign-extended from the
 * instruction's size to 64 bits.
 */
public final class Flags {

    public static final int CF = 1;
    public static final int PF = 1 << 2;
    public static final int AF = 1 << 4;
    public static final int ZF = 1 << 6;
    public static final int SF = 1 << 7;
    public static final int OF = 1 << 11;

    /** CF, PF, AF, ZF, SF and OF. */
    public static final int ARITHMETIC = CF | PF | AF | ZF | SF | OF;

    public static final int TF = 1 << 8;
    public static final int IF = 1 << 9;
    public static final int DF = 1 << 10;
    public static final int AC = 1 << 18;
    public static final int ID = 1 << 21;

    /** Sizes: 8, 16, 32 and 64 bits. */
    public static final int B8 = 0;
    public static final int B16 = 1;
    public static final int B32 = 2;
    public static final int B64 = 3;

    /** The result is the flags themselves. */
    public static final int GIVEN = 0;
    /** a + b, or a + b + carry. */
    public static final int ADD = 4;
    /** a - b, or a - b - borrow. */
    public static final int SUB = 8;
    /** AND, OR, XOR, TEST: no carry, no overflow. AF is 0, as hardware leaves it. */
    public static final int LOGIC = 12;
    /** b + 1; a is the carry flag from before, 0 or 1. */
    public static final int INC = 16;
    /** b - 1; a is the carry flag from before, 0 or 1. */
    public static final int DEC = 20;
    /** SHL and SHLD of a by b bits, b not 0: the last bit moved out is the carry. */
    public static final int LEFT = 24;
    /** SHR, SAR and SHRD of a by b bits, b not 0. */
    public static final int RIGHT = 28;

    private Flags() {}

    /** CF. */
    public static boolean carry(int kind, long a, long b, long result) {
        return switch (kind & ~3) {
            case ADD -> ((a & b) | ((a | b) & ~result)) < 0;
            case SUB -> ((~a & b) | ((~a | b) & result)) < 0;
            case INC, DEC -> a != 0;
            case LOGIC -> false;
            case LEFT -> (a >>> (8 << (kind & 3)) - b & 1) != 0;
            case RIGHT -> (a >>> b - 1 & 1) != 0;
            default -> (result & CF) != 0;
        };
    }

    /** ZF. */
    public static boolean zero(int kind, long result) {
        return (kind & ~3) == GIVEN ? (result & ZF) != 0 : result == 0;
    }

    /** SF. */
    public static boolean sign(int kind, long result) {
        return (kind & ~3) == GIVEN ? (result & SF) != 0 : result < 0;
    }

    /** OF. */
    public static boolean overflow(int kind, long a, long b, long result) {
        return switch (kind & ~3) {
            case ADD -> ((a ^ result) & (b ^ result)) < 0;
            case SUB -> ((a ^ b) & (a ^ result)) < 0;
            case INC -> (~b & result) < 0;
            case DEC -> (b & ~result) < 0;
            case LOGIC -> false;
            case LEFT, RIGHT -> (a ^ result) < 0;
            default -> (result & OF) != 0;
        };
    }

    /** PF: whether the low byte has an even number of ones. */
    public static boolean parity(int kind, long result) {
        return (kind & ~3) == GIVEN ? (result & PF) != 0 : (Integer.bitCount((int) result & 0xff) & 1) == 0;
    }

    /** AF. */
    public static boolean auxiliary(int kind, long a, long b, long result) {
        return switch (kind & ~3) {
            case ADD, SUB -> ((a ^ b ^ result) & 16) != 0;
            case INC, DEC -> ((b ^ result) & 16) != 0;
            case LOGIC, LEFT, RIGHT -> false;
            default -> (result & AF) != 0;
        };
    }

    /** All six, as the bits of RFLAGS. */
    public static int status(int kind, long a, long b, long result) {
        if ((kind & ~3) == GIVEN) {
            return (int) result & ARITHMETIC;
        }
        return (carry(kind, a, b, result) ? CF : 0) | (parity(kind, result) ? PF : 0)
                | (auxiliary(kind, a, b, result) ? AF : 0) | (result == 0 ? ZF : 0) | (result < 0 ? SF : 0)
                | (overflow(kind, a, b, result) ? OF : 0);
    }

    /**
     * Whether a condition holds.
     *
     * @param condition the low four bits of the opcode (SDM volume 1, appendix B)
     */
    public static boolean condition(int condition, int kind, long a, long b, long result) {
        boolean holds = switch (condition >> 1) {
            case 0 -> overflow(kind, a, b, result);
            case 1 -> carry(kind, a, b, result);
            case 2 -> zero(kind, result);
            case 3 -> zero(kind, result) || carry(kind, a, b, result);
            case 4 -> sign(kind, result);
            case 5 -> parity(kind, result);
            case 6 -> sign(kind, result) != overflow(kind, a, b, result);
            default -> zero(kind, result) || sign(kind, result) != overflow(kind, a, b, result);
        };
        return holds != ((condition & 1) != 0);
    }
}

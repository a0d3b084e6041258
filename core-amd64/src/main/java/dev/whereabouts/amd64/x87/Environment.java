package dev.whereabouts.amd64.x87;

import dev.whereabouts.amd64.cpu.X87;
import dev.whereabouts.amd64.memory.GuestMemory;

/** The environment that FNSTENV stores: control, status and tags; the addresses behind them are 0 (SDM volume 1, section 8.1.10). */
public final class Environment {

    private static final int WORDS = 7;
    private static final int VALID = 0;
    private static final int ZERO = 1;
    private static final int SPECIAL = 2;
    private static final int EMPTY = 3;

    private Environment() {}

    /** @param isShort whether of 16-bit words */
    public static int bytes(boolean isShort) {
        return WORDS * (isShort ? 2 : 4);
    }

    /** Writes it; the caller has checked that it can be written. */
    public static void store(X87 unit, GuestMemory memory, long at, boolean isShort) {
        int[] words = {unit.control, unit.statusWord(), tags(unit)};
        for (int i = 0; i < WORDS; i++) {
            int word = i < words.length ? words[i] : 0;
            if (isShort) {
                memory.writeShort(at + 2L * i, word);
            } else {
                // the upper half of the first three is reserved and written as ones
                memory.writeInt(at + 4L * i, i < words.length ? word | 0xffff << 16 : 0);
            }
        }
    }

    /** Reads it. */
    public static void load(X87 unit, GuestMemory memory, long at, boolean isShort) {
        int step = isShort ? 2 : 4;
        memory.readByte(at + bytes(isShort) - 1);
        int control = memory.readShort(at);
        int status = memory.readShort(at + step);
        int tags = memory.readShort(at + 2L * step);
        unit.setStatusWord(status);
        unit.full = 0;
        for (int register = 0; register < 8; register++) {
            if ((tags >> 2 * register & 3) != EMPTY) {
                unit.full |= 1 << register;
            }
        }
        RegisterStack.setControl(unit, control);
    }

    private static int tags(X87 unit) {
        int tags = 0;
        for (int register = 0; register < 8; register++) {
            Extended value = new Extended(unit.signExponent[register], unit.significand[register]);
            int tag = (unit.full >> register & 1) == 0 ? EMPTY : tag(value);
            tags |= tag << 2 * register;
        }
        return tags;
    }

    private static int tag(Extended value) {
        if (value.isZero()) {
            return ZERO;
        }
        boolean isNormal = value.exponent() != 0 && value.exponent() != Extended.MAX_EXPONENT
                && !value.isUnsupported();
        return isNormal ? VALID : SPECIAL;
    }
}

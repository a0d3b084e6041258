package dev.whereabouts.debugcall.binary.dwarf;

import dev.whereabouts.debugcall.binary.section.BinaryException;
import dev.whereabouts.debugcall.binary.section.Cursor;

/** Skips and reads values by their forms (section 7.5.6). Offsets have four bytes: programs with 64-bit DWARF are refused with their unit. */
final class Form {

    static final int ADDR = 0x01;
    static final int BLOCK2 = 0x03;
    static final int BLOCK4 = 0x04;
    static final int DATA2 = 0x05;
    static final int DATA4 = 0x06;
    static final int DATA8 = 0x07;
    static final int STRING = 0x08;
    static final int BLOCK = 0x09;
    static final int BLOCK1 = 0x0a;
    static final int DATA1 = 0x0b;
    static final int FLAG = 0x0c;
    static final int SDATA = 0x0d;
    static final int STRP = 0x0e;
    static final int UDATA = 0x0f;
    static final int REF_ADDR = 0x10;
    static final int REF1 = 0x11;
    static final int REF2 = 0x12;
    static final int REF4 = 0x13;
    static final int REF8 = 0x14;
    static final int REF_UDATA = 0x15;
    static final int INDIRECT = 0x16;
    static final int SEC_OFFSET = 0x17;
    static final int EXPRLOC = 0x18;
    static final int FLAG_PRESENT = 0x19;
    static final int STRX = 0x1a;
    static final int ADDRX = 0x1b;
    static final int DATA16 = 0x1e;
    static final int LINE_STRP = 0x1f;
    static final int REF_SIG8 = 0x20;
    static final int IMPLICIT_CONST = 0x21;
    static final int LOCLISTX = 0x22;
    static final int RNGLISTX = 0x23;
    static final int STRX1 = 0x25;
    static final int STRX4 = 0x28;
    static final int ADDRX1 = 0x29;
    static final int ADDRX4 = 0x2c;

    private Form() {}

    static boolean isBlock(int form) {
        return form == BLOCK || form == BLOCK1 || form == BLOCK2 || form == BLOCK4 || form == EXPRLOC
                || form == DATA16;
    }

    static boolean isAddressIndex(int form) {
        return form == ADDRX || form >= ADDRX1 && form <= ADDRX4;
    }

    static boolean isStringIndex(int form) {
        return form == STRX || form >= STRX1 && form <= STRX4;
    }

    /** The length of a block whose bytes come next. */
    static long blockLength(Cursor cursor, int form) {
        return switch (form) {
            case BLOCK1 -> cursor.u8();
            case BLOCK2 -> cursor.u16();
            case BLOCK4 -> cursor.u32();
            case DATA16 -> 16;
            default -> cursor.uleb();
        };
    }

    /** A value that is a number: a constant, flag, reference, offset, address or index. */
    static long number(Cursor cursor, int form, long constant) {
        return switch (form) {
            case DATA1, FLAG, REF1, STRX1, ADDRX1 -> cursor.u8();
            case DATA2, REF2, STRX1 + 1, ADDRX1 + 1 -> cursor.u16();
            case STRX1 + 2, ADDRX1 + 2 -> cursor.unsigned(3);
            case DATA4, REF4, STRP, REF_ADDR, SEC_OFFSET, LINE_STRP, STRX4, ADDRX4 -> cursor.u32();
            case ADDR, DATA8, REF8, REF_SIG8 -> cursor.i64();
            case SDATA -> cursor.sleb();
            case UDATA, REF_UDATA, STRX, ADDRX, LOCLISTX, RNGLISTX -> cursor.uleb();
            case FLAG_PRESENT -> 1;
            case IMPLICIT_CONST -> constant;
            default -> throw unknown(cursor, form);
        };
    }

    static void skip(Cursor cursor, int form) {
        if (isBlock(form)) {
            cursor.skip(blockLength(cursor, form));
        } else if (form == STRING) {
            while (cursor.u8() != 0) {
                continue;
            }
        } else {
            number(cursor, form, 0);
        }
    }

    private static BinaryException unknown(Cursor cursor, int form) {
        return new BinaryException("the debug information has a value of the form 0x" + Integer.toHexString(form)
                + ", which is not read, at 0x" + Long.toHexString(cursor.at()));
    }
}

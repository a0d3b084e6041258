package dev.whereabouts.amd64.instruction;

/** The prefixes of one instruction, VEX among them (SDM volume 2, 2.1 to 2.3). */
final class Prefixes {

    /** Which prefix an opcode counts as part of itself: an index into the table of encodings, numbered as VEX.pp. */
    static final int NONE = 0;
    static final int P66 = 1;
    static final int PF3 = 2;
    static final int PF2 = 3;

    private static final int REX_W = 8;
    private static final int REX_R = 4;
    private static final int REX_X = 2;
    private static final int REX_B = 1;

    /** {@link Operand#FS}, {@link Operand#GS} or {@link Operand#NONE}; the overrides of the other segments mean nothing in 64-bit mode. */
    int segment;
    boolean has66;
    boolean hasLock;
    int addressSize;
    /** {@link #PF3}, {@link #PF2} or {@link #NONE}: the last one counts. */
    int repeat;
    boolean hasRex;
    boolean isVex;
    boolean w;
    /** What to add to ModRM.reg, to SIB.index, and to ModRM.rm, SIB.base or the register in the opcode: 0 or 8. */
    int r;
    int x;
    int b;
    /** The map of opcodes that VEX gives, otherwise 0. */
    int map;
    int vvvv;
    boolean isLong;
    /** What counts as part of the opcode. */
    int mandatory;

    /** Reads to the opcode, which is given. A REX prefix counts only if it is the last. */
    int read(InstructionBytes in) {
        clear();
        int rex = 0;
        int next = in.unsignedByte();
        while (true) {
            switch (next) {
                case 0x26, 0x2e, 0x36, 0x3e -> {
                    // of no effect in 64-bit mode, not even on an override before it (SDM volume 1, 3.4.2.1)
                }
                case 0x64 -> segment = Operand.FS;
                case 0x65 -> segment = Operand.GS;
                case 0x66 -> has66 = true;
                case 0x67 -> addressSize = 32;
                case 0xf0 -> hasLock = true;
                case 0xf2 -> repeat = PF2;
                case 0xf3 -> repeat = PF3;
                default -> {
                    if ((next & 0xf0) != 0x40) {
                        rex(rex);
                        mandatory = repeat != NONE ? repeat : has66 ? P66 : NONE;
                        return next;
                    }
                    rex = next;
                    next = in.unsignedByte();
                    continue;
                }
            }
            rex = 0;
            next = in.unsignedByte();
        }
    }

    /**
     * Reads the rest of a VEX prefix.
     *
     * @return whether it may stand here: no REX, LOCK, 66, F2 or F3 before it, and a map that exists
     */
    boolean readVex(int first, InstructionBytes in) {
        boolean isAlone = !hasRex && !hasLock && !has66 && repeat == NONE;
        isVex = true;
        int next = in.unsignedByte();
        r = (next & 0x80) == 0 ? 8 : 0;
        if (first == 0xc4) {
            x = (next & 0x40) == 0 ? 8 : 0;
            b = (next & 0x20) == 0 ? 8 : 0;
            map = next & 0x1f;
            next = in.unsignedByte();
            w = (next & 0x80) != 0;
        } else {
            map = 1;
        }
        vvvv = ~next >> 3 & 15;
        isLong = (next & 4) != 0;
        mandatory = next & 3;
        return isAlone && map >= 1 && map <= 3;
    }

    private void clear() {
        segment = Operand.NONE;
        has66 = false;
        hasLock = false;
        addressSize = 64;
        repeat = NONE;
        isVex = false;
        map = 0;
        vvvv = 0;
        isLong = false;
    }

    private void rex(int rex) {
        hasRex = rex != 0;
        w = (rex & REX_W) != 0;
        r = (rex & REX_R) != 0 ? 8 : 0;
        x = (rex & REX_X) != 0 ? 8 : 0;
        b = (rex & REX_B) != 0 ? 8 : 0;
    }
}

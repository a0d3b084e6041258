package dev.whereabouts.debugcall.binary.pclntab;

import dev.whereabouts.debugcall.binary.section.Bytes;
import java.util.Optional;
import java.util.stream.Stream;

/** How a pclntab is written. The forms differ in whether entries are addresses, and in what a function's record holds. */
public enum Form {

    /** Go 1.16 and 1.17: entries are addresses. */
    GO_1_16(17, 0xffff_fffa, 24, false, 44, 40),

    /** Go 1.18 and 1.19: entries are offsets from the start of the code. */
    GO_1_18(18, 0xffff_fff0, 32, true, 40, 36),

    /** From Go 1.20 on: a function's record has its first line, too. */
    GO_1_20(20, 0xffff_fff1, 32, true, 44, 40);

    private final int firstMinor;
    private final int magic;
    private final int partsAt;
    private final boolean isRelative;
    private final int size;
    private final int identityAt;

    Form(int firstMinor, int magic, int partsAt, boolean isRelative, int size, int identityAt) {
        this.firstMinor = firstMinor;
        this.magic = magic;
        this.partsAt = partsAt;
        this.isRelative = isRelative;
        this.size = size;
        this.identityAt = identityAt;
    }

    /** The form of bytes that begin as a pclntab for amd64 does. */
    public static Optional<Form> of(Bytes table) {
        if (table.size() < 8 || table.u16(4) != 0 || table.u8(6) != 1 || table.u8(7) != 8) {
            return Optional.empty();
        }
        int magic = table.i32(0);
        return Stream.of(values()).filter(form -> form.magic == magic).findFirst();
    }

    /** The number of the oldest release line with this form that speaks version 2 of the protocol. */
    public int firstMinor() {
        return firstMinor;
    }

    /** Whether the header tells where the code begins; zero where only loading decides it. */
    public boolean isRelative() {
        return isRelative;
    }

    /** Offset in the header of the code's start, in relative forms. */
    public int textAt() {
        return 24;
    }

    int partsAt() {
        return partsAt;
    }

    /** Bytes of a field of the list of functions. */
    int fieldSize() {
        return isRelative ? 4 : 8;
    }

    /** Bytes of a function's record, before its PCDATA. */
    int size() {
        return size;
    }

    int nameAt() {
        return isRelative ? 4 : 8;
    }

    int depthsAt() {
        return nameAt() + 12;
    }

    int dataCountAt() {
        return depthsAt() + 12;
    }

    /** Offset of the funcID; the flags are behind it. */
    int identityAt() {
        return identityAt;
    }
}

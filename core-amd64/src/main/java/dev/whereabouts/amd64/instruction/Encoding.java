package dev.whereabouts.amd64.instruction;

/**
 * A row of the table of encodings.
 *
 * @param opcode    where it stands
 * @param attributes a bit for each
 * @param mask      which bits of the selector, the ModRM byte and the bits named below, must be those of {@code value}
 * @param hasModRm  whether a ModRM byte follows the opcode
 * @param hasCondition whether the low four bits of the opcode are a condition
 */
record Encoding(Opcode opcode, Operation operation, OperandCode[] operands, Feature feature, int attributes,
        int mask, int value, boolean hasModRm, boolean hasCondition) {

    /** Bits of the selector above the ModRM byte: mod is 3, W, L, REX.B. */
    static final int IS_REGISTER = 1 << 8;
    static final int IS_W = 1 << 9;
    static final int IS_LONG = 1 << 10;
    static final int IS_B = 1 << 11;

    /** How VEX.L counts. */
    enum VectorLength {
        /** There is no VEX. */
        NONE,
        /** It selects 128 or 256 bits. */
        SELECTED,
        /** It is ignored: scalars. */
        IGNORED,
        /** It must be 0: general-purpose registers. */
        ZERO
    }

    /** What is special about an instruction. */
    enum Attribute {
        LOCK, D64, NEAR, BYTE, REP, REPE;

        int bit() {
            return 1 << ordinal();
        }
    }

    /**
     * Opcodes of one map that share a row.
     *
     * @param map        0 to 3: one byte, 0F, 0F 38, 0F 3A
     * @param prefixes   a bit for each of {@link Prefixes#NONE} to {@link Prefixes#PF2} it may have
     * @param isMandatory whether the prefix is part of the opcode
     */
    record Opcode(VectorLength length, int map, int prefixes, boolean isMandatory, int first, int count) {

        boolean isVex() {
            return length != VectorLength.NONE;
        }
    }

    boolean has(Attribute attribute) {
        return (attributes & attribute.bit()) != 0;
    }

    boolean matches(int selector) {
        return (selector & mask) == value;
    }

    boolean isVector() {
        for (OperandCode operand : operands) {
            if (operand.place().isVector()) {
                return true;
            }
        }
        return false;
    }

    boolean isGather() {
        for (OperandCode operand : operands) {
            if (operand.place() == Place.VECTOR_INDEX) {
                return true;
            }
        }
        return false;
    }

    boolean usesVvvv() {
        for (OperandCode operand : operands) {
            if (operand.place().isVvvv()) {
                return true;
            }
        }
        return false;
    }

    int operandSize(Prefixes prefixes) {
        if (has(Attribute.BYTE) || isByte()) {
            return 8;
        }
        if (prefixes.w) {
            return 64;
        }
        // a mandatory 66 is not an operand size, but one beside F2 or F3 is
        boolean is16 = prefixes.has66 && !(opcode.isMandatory() && prefixes.mandatory == Prefixes.P66);
        if (is16) {
            return 16;
        }
        return has(Attribute.D64) || has(Attribute.NEAR) ? 64 : 32;
    }

    private boolean isByte() {
        return operands.length > 0 && operands[0].memory() == Width.BYTE && operands[0].register() == Width.BYTE
                && operands[0].place().hasOperandSize();
    }

    int vectorLength(Prefixes prefixes) {
        return switch (opcode.length()) {
            case NONE -> isVector() ? 128 : 0;
            case SELECTED -> prefixes.isLong ? 256 : 128;
            case IGNORED -> 128;
            case ZERO -> 0;
        };
    }
}

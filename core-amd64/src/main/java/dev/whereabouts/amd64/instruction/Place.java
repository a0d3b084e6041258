package dev.whereabouts.amd64.instruction;

/** Where an operand is found. */
enum Place {
    // general-purpose and segment registers
    GPR_OR_MEMORY('E'), GPR_REG('G'), GPR_RM('R'), GPR_VVVV('B'), GPR_OPCODE('Z'), SEGMENT_REG('S'),
    // vector registers
    VECTOR_REG('V'), VECTOR_OR_MEMORY('W'), VECTOR_RM('U'), VECTOR_VVVV('H'), VECTOR_INDEX('T'),
    // the last register in the instruction
    VECTOR_IMMEDIATE('L'),
    // MMX and x87 registers
    MMX_REG('P'), MMX_OR_MEMORY('Q'), MMX_RM('N'), STACK_TOP, STACK_RM,
    // memory alone
    MEMORY('M'), OFFSET('O'), AT_RSI('X'), AT_RDI('Y'), AT_RDI_OVERRIDABLE, AT_RBX,
    // constants
    BRANCH('J'), SIGNED_IMMEDIATE, UNSIGNED_IMMEDIATE, REG_FIELD, REG_NUMBER, PREFETCHW_HINT, ONE,
    // registers that the opcode names
    ACCUMULATOR, COUNTER, DATA, FS, GS, XMM0;

    private static final char NO_LETTER = 0;

    private final char letter;

    Place() {
        this(NO_LETTER);
    }

    Place(char letter) {
        this.letter = letter;
    }

    /** By the letter that codes in the table of encodings begin with. */
    static Place of(char letter) {
        for (Place place : values()) {
            if (place.letter == letter) {
                return place;
            }
        }
        throw new IllegalArgumentException("no operand has the place " + letter);
    }

    /** Whether the ModRM byte must name a register. */
    boolean isOnlyRegister() {
        return this == GPR_RM || this == VECTOR_RM || this == MMX_RM;
    }

    /** Whether the first operand gives the operand size if it is found here. */
    boolean hasOperandSize() {
        return switch (this) {
            case GPR_OR_MEMORY, GPR_REG, GPR_OPCODE, MEMORY, OFFSET, ACCUMULATOR -> true;
            default -> false;
        };
    }

    boolean isVector() {
        return switch (this) {
            case VECTOR_REG, VECTOR_OR_MEMORY, VECTOR_RM, VECTOR_VVVV, VECTOR_IMMEDIATE, VECTOR_INDEX, XMM0 -> true;
            default -> false;
        };
    }

    boolean isVvvv() {
        return this == GPR_VVVV || this == VECTOR_VVVV;
    }
}

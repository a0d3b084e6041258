package dev.whereabouts.amd64.instruction;

/** How wide an operand is, by the suffix of its code in the table of encodings. */
enum Width {
    NONE(""), BYTE("b"), WORD("w"), DOUBLEWORD("d"), QUADWORD("q"), DOUBLE_QUADWORD("dq"), EXTENDED("t"),
    /** The operand size. */
    OPERAND("v"),
    /** The operand size, but 32 bits for 64. */
    AT_MOST_32("z"),
    /** The operand size, but 32 bits for 16. */
    AT_LEAST_32("y"), VECTOR("x"), HALF_VECTOR("h"), FOURTH_VECTOR("f"), EIGHTH_VECTOR("e"),
    /** An offset and a segment selector. */
    FAR_POINTER("p"),
    /** A limit and a base. */
    DESCRIPTOR("s"),
    /** FXSAVE's area. */
    SAVED("fx"),
    /** FNSTENV's area: it has a short form, by the operand size. */
    ENVIRONMENT("env"),
    /** FNSAVE's area: the environment and the registers. */
    STATE("st");

    private final String code;

    Width(String code) {
        this.code = code;
    }

    static Width of(String code) {
        for (Width width : values()) {
            if (width.code.equals(code)) {
                return width;
            }
        }
        throw new IllegalArgumentException("no operand has the width " + code);
    }

    /** In bits. */
    int bits(int operandSize, int vectorLength) {
        return switch (this) {
            case NONE -> 0;
            case BYTE -> 8;
            case WORD -> 16;
            case DOUBLEWORD -> 32;
            case QUADWORD -> 64;
            case DOUBLE_QUADWORD -> 128;
            case EXTENDED, DESCRIPTOR -> 80;
            case OPERAND -> operandSize;
            case AT_MOST_32 -> Math.min(operandSize, 32);
            case AT_LEAST_32 -> Math.max(operandSize, 32);
            case VECTOR -> vectorLength;
            case HALF_VECTOR -> vectorLength / 2;
            case FOURTH_VECTOR -> vectorLength / 4;
            case EIGHTH_VECTOR -> vectorLength / 8;
            case FAR_POINTER -> operandSize + 16;
            case SAVED -> 512 * 8;
            case ENVIRONMENT -> (operandSize == 16 ? 14 : 28) * 8;
            case STATE -> (operandSize == 16 ? 94 : 108) * 8;
        };
    }
}

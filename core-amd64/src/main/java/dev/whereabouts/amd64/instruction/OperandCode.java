package dev.whereabouts.amd64.instruction;

/**
 * An operand of an encoding.
 *
 * @param register its width where it is a register or an immediate
 * @param memory   its width in memory
 */
record OperandCode(Place place, Width register, Width memory) {

    /** Reads a code of the table of encodings. */
    static OperandCode of(String code) {
        return switch (code) {
            case "Is" -> at(Place.SIGNED_IMMEDIATE, Width.BYTE);
            case "Iz" -> at(Place.SIGNED_IMMEDIATE, Width.AT_MOST_32);
            case "Iv" -> at(Place.SIGNED_IMMEDIATE, Width.OPERAND);
            case "Ib" -> at(Place.UNSIGNED_IMMEDIATE, Width.BYTE);
            case "Iw" -> at(Place.UNSIGNED_IMMEDIATE, Width.WORD);
            case "Ir" -> at(Place.REG_FIELD, Width.BYTE);
            case "In" -> at(Place.REG_NUMBER, Width.BYTE);
            case "Ip" -> at(Place.PREFETCHW_HINT, Width.BYTE);
            case "1" -> at(Place.ONE, Width.BYTE);
            case "AL" -> at(Place.ACCUMULATOR, Width.BYTE);
            case "AX" -> at(Place.ACCUMULATOR, Width.WORD);
            case "rAX" -> at(Place.ACCUMULATOR, Width.OPERAND);
            case "eAX" -> at(Place.ACCUMULATOR, Width.AT_MOST_32);
            case "CL" -> at(Place.COUNTER, Width.BYTE);
            case "DX" -> at(Place.DATA, Width.WORD);
            case "FS" -> at(Place.FS, Width.WORD);
            case "GS" -> at(Place.GS, Width.WORD);
            case "XMM0" -> at(Place.XMM0, Width.DOUBLE_QUADWORD);
            case "ST0" -> at(Place.STACK_TOP, Width.EXTENDED);
            case "STi" -> at(Place.STACK_RM, Width.EXTENDED);
            case "[rBX]" -> at(Place.AT_RBX, Width.BYTE);
            case "[rDI]q" -> at(Place.AT_RDI_OVERRIDABLE, Width.QUADWORD);
            case "[rDI]x" -> at(Place.AT_RDI_OVERRIDABLE, Width.VECTOR);
            case "Edb" -> new OperandCode(Place.GPR_OR_MEMORY, Width.DOUBLEWORD, Width.BYTE);
            case "Edw" -> new OperandCode(Place.GPR_OR_MEMORY, Width.DOUBLEWORD, Width.WORD);
            case "Evw" -> new OperandCode(Place.GPR_OR_MEMORY, Width.OPERAND, Width.WORD);
            default -> at(Place.of(code.charAt(0)), Width.of(code.substring(1)));
        };
    }

    private static OperandCode at(Place place, Width width) {
        return new OperandCode(place, width, width);
    }
}

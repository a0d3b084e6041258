package dev.whereabouts.amd64.instruction;

import dev.whereabouts.amd64.instruction.Encoding.Attribute;
import dev.whereabouts.amd64.instruction.Encoding.Opcode;
import dev.whereabouts.amd64.instruction.Encoding.VectorLength;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads the rows of the table of encodings; its notation is told at the head of the table. Here and in {@link EncodingTable} are no
 * lambdas, no {@code valueOf} of enums and no sets of them: the first of each links method handles, which takes as long as all the rows.
 */
final class EncodingReader {

    private static final int ANY_PREFIX = 0xf;
    private static final int REG_FIELD = 0x38;
    private static final int RM_FIELD = 7;
    private static final int SIB = 4;
    private static final Attribute[] ATTRIBUTES = Attribute.values();

    private final Map<String, OperandCode[]> operandLists = new HashMap<>();
    private final Map<String, Operation> operations = new HashMap<>();
    private final Map<String, Feature> features = new HashMap<>();

    private VectorLength length = VectorLength.NONE;
    private int map;
    private int prefixes;
    private boolean isMandatory;
    private int opcode;
    private int count;
    private int mask;
    private int value;
    private boolean hasModRm;
    private boolean hasCondition;

    EncodingReader() {
        for (Operation operation : Operation.values()) {
            operations.put(operation.name(), operation);
        }
        for (Feature feature : Feature.values()) {
            features.put(feature.name().toLowerCase(Locale.ROOT), feature);
        }
    }

    Encoding read(String line) {
        List<String> columns = split(line, '\t');
        start();
        for (String token : split(columns.getFirst(), ' ')) {
            if (token.startsWith("VEX")) {
                vex(token);
            } else {
                token(token);
            }
        }
        OperandCode[] operands = operands(column(columns, 2));
        for (OperandCode operand : operands) {
            restrict(operand.place());
        }
        return new Encoding(new Opcode(length, map, prefixes, isMandatory, opcode, count),
                operations.get(columns.get(1)), operands, features.get(columns.get(3)), attributes(column(columns, 4)),
                mask, value, hasModRm, hasCondition);
    }

    private void start() {
        length = VectorLength.NONE;
        map = 0;
        prefixes = ANY_PREFIX;
        isMandatory = false;
        opcode = -1;
        count = 1;
        mask = 0;
        value = 0;
        hasModRm = false;
        hasCondition = false;
    }

    private void token(String token) {
        boolean isBeforeOpcode = opcode < 0 && map == 0 && length == VectorLength.NONE;
        switch (token) {
            case "NP" -> mandatory(Prefixes.NONE);
            case "NFx" -> prefixes = 1 << Prefixes.NONE | 1 << Prefixes.P66;
            case "W0" -> require(Encoding.IS_W, 0);
            case "W1" -> require(Encoding.IS_W, Encoding.IS_W);
            case "REX.B0" -> require(Encoding.IS_B, 0);
            case "/r" -> hasModRm = true;
            default -> {
                if (token.charAt(0) == '/') {
                    hasModRm = true;
                    require(REG_FIELD, token.charAt(1) - '0' << 3);
                } else if (!isBeforeOpcode || !isPrefix(token)) {
                    opcodeByte(token);
                }
            }
        }
    }

    private boolean isPrefix(String token) {
        switch (token) {
            case "66" -> mandatory(Prefixes.P66);
            case "F3" -> mandatory(Prefixes.PF3);
            case "F2" -> mandatory(Prefixes.PF2);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void opcodeByte(String token) {
        int read = Integer.parseInt(token, 0, 2, 16);
        boolean isLegacy = length == VectorLength.NONE;
        if (opcode >= 0) {
            hasModRm = true;
            require(token.endsWith("+i") ? 0xf8 : 0xff, read);
            require(Encoding.IS_REGISTER, Encoding.IS_REGISTER);
        } else if (isLegacy && map == 0 && read == 0x0f) {
            map = 1;
        } else if (isLegacy && map == 1 && read == 0x38) {
            map = 2;
        } else if (isLegacy && map == 1 && read == 0x3a) {
            map = 3;
        } else {
            opcode = read;
            hasCondition = token.endsWith("+c");
            count = hasCondition ? 16 : token.endsWith("+r") ? 8 : 1;
        }
    }

    private void vex(String token) {
        List<String> parts = split(token, '.');
        length = switch (parts.get(1)) {
            case "LIG" -> VectorLength.IGNORED;
            case "LZ" -> VectorLength.ZERO;
            default -> VectorLength.SELECTED;
        };
        switch (parts.get(1)) {
            case "128", "LZ" -> require(Encoding.IS_LONG, 0);
            case "256" -> require(Encoding.IS_LONG, Encoding.IS_LONG);
            default -> {
                // either
            }
        }
        mandatory(Prefixes.NONE);
        for (String part : parts.subList(2, parts.size())) {
            switch (part) {
                case "66" -> mandatory(Prefixes.P66);
                case "F3" -> mandatory(Prefixes.PF3);
                case "F2" -> mandatory(Prefixes.PF2);
                case "0F" -> map = 1;
                case "0F38" -> map = 2;
                case "0F3A" -> map = 3;
                case "W0" -> require(Encoding.IS_W, 0);
                case "W1" -> require(Encoding.IS_W, Encoding.IS_W);
                case "WIG" -> {
                    // W does not matter
                }
                default -> throw new IllegalArgumentException("VEX has no part " + part);
            }
        }
    }

    private void mandatory(int prefix) {
        prefixes = 1 << prefix;
        isMandatory = true;
    }

    private void require(int bits, int are) {
        mask |= bits;
        value |= are;
    }

    private void restrict(Place place) {
        if (place == Place.MEMORY) {
            require(Encoding.IS_REGISTER, 0);
        } else if (place.isOnlyRegister()) {
            require(Encoding.IS_REGISTER, Encoding.IS_REGISTER);
        } else if (place == Place.VECTOR_INDEX) {
            require(RM_FIELD, SIB);
        }
    }

    private OperandCode[] operands(String column) {
        OperandCode[] known = operandLists.get(column);
        if (known != null) {
            return known;
        }
        List<String> codes = split(column, ' ');
        OperandCode[] operands = new OperandCode[codes.size()];
        for (int i = 0; i < operands.length; i++) {
            operands[i] = OperandCode.of(codes.get(i));
        }
        operandLists.put(column, operands);
        return operands;
    }

    private int attributes(String column) {
        int attributes = 0;
        for (String name : split(column, ' ')) {
            for (Attribute attribute : ATTRIBUTES) {
                if (attribute.name().equalsIgnoreCase(name)) {
                    attributes |= attribute.bit();
                }
            }
        }
        return attributes;
    }

    private static String column(List<String> columns, int index) {
        return index < columns.size() ? columns.get(index) : "";
    }

    /** The parts between separators; none of an empty text. */
    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int to = text.indexOf(separator); to >= 0; to = text.indexOf(separator, from)) {
            parts.add(text.substring(from, to));
            from = to + 1;
        }
        if (!text.isEmpty()) {
            parts.add(text.substring(from));
        }
        return parts;
    }
}

package dev.whereabouts.ssa.gossafunc.rebuild;

import dev.whereabouts.ssa.gossafunc.DumpLine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The frame operands of the instructions in genssa, by the value that an instruction is for.
 *
 * <p>Source of the rule: on amd64 the compiler counts a local variable's offset from below the return address and the saved frame pointer,
 * 16 bytes under the CFA, and a parameter's from the CFA. Before the assembler has laid out the frame, the first are negative, the second
 * are not, and both are printed with {@code SP}.
 */
final class FrameOperands {

    /** How far below the CFA local variables begin, in bytes. */
    static final int UNDER_CFA = 16;

    private static final Pattern OPERAND = Pattern.compile("(?:^|[\\s,])([^\\s,$(]*?)([+-]\\d{1,10})?\\((?:SP|FP)\\)");

    private final Map<Integer, List<Operand>> operands = new HashMap<>();
    private final Map<Integer, String> mnemonics = new HashMap<>();

    /** @param cfaOffset bytes from the CFA */
    private record Operand(String symbol, long cfaOffset) {}

    FrameOperands(List<DumpLine> genssa) {
        for (DumpLine line : genssa) {
            String text = line.text();
            if (text.startsWith(" v")) {
                read(text);
            }
        }
    }

    private void read(String text) {
        int end = text.indexOf('\t');
        int value;
        try {
            value = Integer.parseInt(text.substring(2, Math.max(end, 2)).strip());
        } catch (NumberFormatException _) {
            return;
        }
        int instruction = text.indexOf(")\t", end) + 2;
        int operand = text.indexOf('\t', instruction);
        if (instruction < 2 || operand < 0) {
            return;
        }
        mnemonics.putIfAbsent(value, text.substring(instruction, operand));
        Matcher matcher = OPERAND.matcher(text);
        matcher.region(operand, text.length());
        while (matcher.find()) {
            if (!matcher.group(1).isEmpty()) {
                long offset = matcher.group(2) == null ? 0 : Long.parseLong(matcher.group(2));
                long fromCfa = offset < 0 ? offset - UNDER_CFA : offset;
                operands.computeIfAbsent(value, _ -> new ArrayList<>()).add(new Operand(matcher.group(1), fromCfa));
            }
        }
    }

    /** Bytes from the CFA of what a value's instruction touches in a variable, where it touches one of that name. */
    OptionalLong cfaOffset(int value, String variable) {
        for (Operand operand : operands.getOrDefault(value, List.of())) {
            if (operand.symbol.equals(variable) || operand.symbol.endsWith("." + variable)) {
                return OptionalLong.of(operand.cfaOffset);
            }
        }
        return OptionalLong.empty();
    }

    /** The mnemonic of a value's first instruction; empty where it has none. */
    String mnemonic(int value) {
        return mnemonics.getOrDefault(value, "");
    }
}

package dev.whereabouts.ssa.gossafunc.rebuild;

import dev.whereabouts.ssa.gossafunc.symbol.DumpedSymbol;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The sizes of the parts of a function's parameters, from the table by which the runtime prints arguments in a traceback.
 *
 * <p>Source of the rule: the runtime's {@code traceback.go} and {@code internal/abi}: one pair of bytes, offset and size, for each part that
 * is no aggregate; marks around those of an aggregate; the table ends early where there are too many.
 *
 * @param parameters for each parameter, the sizes of its parts in bytes by their offset in it
 */
public record ArgumentInfo(List<Map<Long, Integer>> parameters) {

    private static final int AGGREGATE_BEGINS = 0xfe;
    private static final int AGGREGATE_ENDS = 0xfd;
    private static final int FIRST_MARK = 0xfb;

    public ArgumentInfo {
        parameters = List.copyOf(parameters);
    }

    /** Reads as much as the table holds. */
    public static ArgumentInfo read(DumpedSymbol symbol) {
        byte[] table = symbol.bytes();
        List<Map<Long, Integer>> parameters = new ArrayList<>();
        Map<Long, Integer> parts = new TreeMap<>();
        long base = -1;
        int depth = 0;
        for (int at = 0; at < table.length; at++) {
            int code = Byte.toUnsignedInt(table[at]);
            if (code == AGGREGATE_BEGINS) {
                depth++;
            } else if (code == AGGREGATE_ENDS && depth > 0) {
                depth--;
            } else if (code < FIRST_MARK && at + 1 < table.length) {
                base = base < 0 ? code : base;
                parts.put(code - base, Byte.toUnsignedInt(table[++at]));
            } else {
                break;
            }
            if (depth == 0) {
                parameters.add(parts);
                parts = new TreeMap<>();
                base = -1;
            }
        }
        return new ArgumentInfo(parameters);
    }
}

package dev.whereabouts.ssa.gossafunc.rebuild;

import dev.whereabouts.amd64.register.RegisterFile;
import dev.whereabouts.ssa.gossafunc.listing.Instruction;
import dev.whereabouts.ssa.gossafunc.listing.Placement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How wide the pieces of parameters are, by the code that saves all of them before it grows the stack: each register is stored as wide as
 * its piece.
 */
final class ArgumentSpills {

    private static final String GROW = "CALL\truntime.morestack";

    private static final Pattern STORE = Pattern.compile("MOV(B|W|L|Q|SS|SD)\t(\\w+), \\d+\\(SP\\)");

    private static final Pattern BYTE_REGISTER = Pattern.compile("([ABCD])L|(\\w+)B");

    private final Map<Integer, Width> widths = new HashMap<>();

    /** The width of a spill. */
    record Width(int bytes, boolean isFloat) {

        /** @param suffix of a {@code MOV} */
        static Width of(String suffix) {
            return switch (suffix) {
                case "B" -> new Width(1, false);
                case "W" -> new Width(2, false);
                case "L" -> new Width(4, false);
                case "SS" -> new Width(4, true);
                case "SD" -> new Width(8, true);
                default -> new Width(8, false);
            };
        }
    }

    ArgumentSpills(Placement placement) {
        List<Instruction> instructions = placement.instructions();
        int at = instructions.size() - 1;
        while (at >= 0 && !instructions.get(at).text().startsWith(GROW)) {
            at--;
        }
        for (at--; at >= 0; at--) {
            Matcher store = STORE.matcher(instructions.get(at).text());
            if (!store.matches()) {
                return;
            }
            Matcher part = BYTE_REGISTER.matcher(store.group(2));
            boolean isPart = store.group(1).equals("B") && part.matches();
            String register = !isPart ? store.group(2) : part.group(1) == null ? part.group(2) : part.group(1) + "X";
            widths.put(RegisterFile.idOf(register), Width.of(store.group(1)));
        }
    }

    /** @return null where the code does not say */
    Width width(int register) {
        return widths.get(register);
    }
}

package dev.whereabouts.ssa.gossafunc.listing;

import dev.whereabouts.ssa.problem.InputException;
import java.util.List;
import java.util.Set;

/**
 * Finds the listed instruction of every instruction of genssa.
 *
 * <p>The assembler keeps the order and adds: a prologue after {@code TEXT}, an epilogue in the place of every {@code RET}, padding before
 * jumps, a tail at the end. It changes few mnemonics. So one walk in step finds every pair, and where it does not, the two sections are
 * not of the same function.
 *
 * <p>Source of the rule: the amd64 back end of the Go assembler (Go 1.19 to 1.26), as observed in what it prints.
 */
final class Pairing {

    private static final Set<String> CLEARS = Set.of("MOVSS", "MOVSD", "VMOVSS", "VMOVSD");

    private static final String SYMBOL_END = "(SB)";
    private static final String INTERNAL_ABI = "ABIInternal";

    private static final String TABLE = "@GOT(SB)";

    /** The thread's own memory on Windows. */
    private static final String WINDOWS_THREAD = "(GS*1)";

    private final Genssa genssa;
    private final List<ListedInstruction> listed;
    private final int[] pairs;
    private int next;

    private Pairing(Genssa genssa, Listing listing) {
        this.genssa = genssa;
        this.listed = listing.instructions();
        this.pairs = new int[genssa.instructions().size()];
    }

    /**
     * @return by the index of an instruction of genssa, the position of its first listed instruction
     * @throws InputException where the two do not belong together
     */
    static int[] of(Genssa genssa, Listing listing) {
        Pairing pairing = new Pairing(genssa, listing);
        pairing.walk();
        return pairing.pairs;
    }

    private void walk() {
        List<GenssaInstruction> instructions = genssa.instructions();
        for (int i = 0; i < instructions.size(); i++) {
            GenssaInstruction instruction = instructions.get(i);
            if (i == 1) {
                skipPrologue(instruction);
            }
            skipAdded(instruction);
            if (next == listed.size()) {
                throw mismatch(listed.getLast(), instruction);
            }
            pairs[instruction.index()] = next;
            if (instruction.mnemonic().equals("RET")) {
                skipEpilogue(instruction);
            } else if (isTableAccess(listed.get(next)) && !instruction.operands().contains(TABLE)) {
                skipTableAccess(instruction);
            } else if (pairs(instruction, listed.get(next))) {
                next++;
            } else {
                throw mismatch(listed.get(next), instruction);
            }
        }
        if (next < listed.size() && !isNop(listed.get(next))) {
            ListedInstruction extra = listed.get(next);
            throw InputException.malformed(extra.at().place(), "genssa has no instruction for " + extra.mnemonic()
                    + ": the listing and genssa are not of the same function");
        }
    }

    /** What genssa prints right after {@code TEXT} is {@code FUNCDATA}, which no prologue has. */
    private void skipPrologue(GenssaInstruction first) {
        while (next < listed.size() && !listed.get(next).mnemonic().equals(first.mnemonic())) {
            next++;
        }
    }

    /**
     * Passes over what the assembler adds in front of an instruction. Padding stands right before a jump, so it cannot be mistaken for a
     * NOP of genssa, which then is the next to be paired. Loads of the goroutine's pointer may be marked as unsafe to interrupt, and on
     * Windows take one instruction more.
     */
    private void skipAdded(GenssaInstruction instruction) {
        while (next < listed.size() && isAddable(listed.get(next)) && !pairs(instruction, listed.get(next))) {
            next++;
        }
    }

    private static boolean isAddable(ListedInstruction listed) {
        return isNop(listed) || listed.mnemonic().equals("PCDATA") || listed.operands().contains(WINDOWS_THREAD);
    }

    private void skipEpilogue(GenssaInstruction ret) {
        boolean popped = false;
        while (next < listed.size()) {
            ListedInstruction at = listed.get(next++);
            boolean freesFrame = !popped && at.operands().endsWith(", SP");
            boolean tailCall = !ret.operands().isEmpty() && at.mnemonic().equals("JMP");
            if (at.mnemonic().equals("RET") || tailCall) {
                return;
            }
            popped |= at.mnemonic().equals("POPQ");
            if (!freesFrame && !isNop(at) && !at.mnemonic().equals("POPQ")) {
                throw mismatch(at, ret);
            }
        }
        throw mismatch(listed.getLast(), ret);
    }

    private static boolean isTableAccess(ListedInstruction listed) {
        return listed.operands().contains(TABLE);
    }

    /**
     * With {@code -dynlink}, an instruction that names another package's symbol becomes one that loads its address from the global offset
     * table, and what is left to do with that address.
     */
    private void skipTableAccess(GenssaInstruction instruction) {
        next++;
        List<String> rest = switch (instruction.mnemonic()) {
            case "DUFFZERO", "DUFFCOPY" -> List.of("LEAQ", "CALL");
            case "LEAQ" -> namesOffset(instruction.operands()) ? List.of("LEAQ") : List.of();
            default -> List.of(instruction.mnemonic());
        };
        for (String mnemonic : rest) {
            while (next < listed.size() && isNop(listed.get(next))) {
                next++;
            }
            if (next == listed.size() || !listed.get(next).mnemonic().equals(mnemonic)) {
                throw mismatch(listed.get(Math.min(next, listed.size() - 1)), instruction);
            }
            next++;
        }
    }

    /** Whether the first operand is a place within a symbol, such as {@code table+40(SB)}. */
    private static boolean namesOffset(String operands) {
        int sign = operands.indexOf(SYMBOL_END) - 1;
        while (sign > 0 && Character.isDigit(operands.charAt(sign))) {
            sign--;
        }
        return sign > 0 && (operands.charAt(sign) == '+' || operands.charAt(sign) == '-')
                && operands.charAt(sign + 1) != '(';
    }

    private static boolean pairs(GenssaInstruction instruction, ListedInstruction listed) {
        String made = instruction.mnemonic();
        String placed = listed.mnemonic();
        String operands = instruction.operands();
        if (made.equals(placed)) {
            return switch (made) {
                case "TEXT" -> sameSymbol(operands, listed.operands());
                case "PCDATA" -> operands.equals(listed.operands());
                default -> operands.contains(WINDOWS_THREAD) == listed.operands().contains(WINDOWS_THREAD);
            };
        }
        return switch (placed) {
            case "XORPS" -> CLEARS.contains(made) && operands.startsWith("$(0");
            case "LEAQ" -> made.equals("MOVQ") && operands.startsWith("$");
            case "LEAL" -> made.equals("MOVL") && operands.startsWith("$");
            case "NOP" -> made.startsWith("MOV") && operands.startsWith("TLS, ");
            default -> false;
        };
    }

    /** The listing adds to {@code TEXT} the sizes of frame and arguments, and what the assembler found out about the function. */
    private static boolean sameSymbol(String made, String placed) {
        int end = made.lastIndexOf(SYMBOL_END) + SYMBOL_END.length();
        return made.regionMatches(0, placed, 0, end) && made.contains(INTERNAL_ABI) == placed.contains(INTERNAL_ABI);
    }

    private static boolean isNop(ListedInstruction instruction) {
        return instruction.mnemonic().equals("NOP");
    }

    private static InputException mismatch(ListedInstruction listed, GenssaInstruction instruction) {
        return InputException.malformed(listed.at().place(),
                "the listing has " + listed.mnemonic() + " where genssa (line "
                        + instruction.at().number() + ") has " + instruction.mnemonic()
                        + ": they are not of the same function");
    }
}

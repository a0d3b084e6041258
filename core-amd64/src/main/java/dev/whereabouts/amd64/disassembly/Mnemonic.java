package dev.whereabouts.amd64.disassembly;

import dev.whereabouts.amd64.instruction.Instruction;
import dev.whereabouts.amd64.instruction.Operand;
import dev.whereabouts.amd64.instruction.Operation;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The names that both notations have in common, in upper case. */
final class Mnemonic {

    private static final List<String> CONDITIONS = List.of("O", "NO", "B", "AE", "E", "NE", "BE", "A", "S", "NS", "P",
            "NP", "L", "GE", "LE", "G");

    /** By the immediate of CMPPS and its like; the first eight exist without VEX (SDM volume 2, CMPPD). */
    private static final List<String> COMPARISONS = List.of("EQ", "LT", "LE", "UNORD", "NEQ", "NLT", "NLE", "ORD",
            "EQ_UQ", "NGE", "NGT", "FALSE", "NEQ_OQ", "GE", "GT", "TRUE", "EQ_OS", "LT_OQ", "LE_OQ", "UNORD_S",
            "NEQ_US", "NLT_UQ", "NLE_UQ", "ORD_S", "EQ_US", "NGE_UQ", "NGT_UQ", "FALSE_OS", "NEQ_OS", "GE_OQ", "GT_OQ",
            "TRUE_US");

    private static final List<String> PREFETCHES = List.of("PREFETCHNTA", "PREFETCHT0", "PREFETCHT1", "PREFETCHT2",
            "PREFETCHW");

    /** What has VEX but not a V for it: it works on general-purpose registers. */
    private static final Set<Operation> BMI = EnumSet.of(Operation.ANDN, Operation.BEXTR, Operation.BLSI,
            Operation.BLSMSK, Operation.BLSR, Operation.BZHI, Operation.MULX, Operation.PDEP, Operation.PEXT,
            Operation.RORX, Operation.SARX, Operation.SHLX, Operation.SHRX);

    private Mnemonic() {}

    static String of(Instruction instruction) {
        Operation operation = instruction.operation();
        return switch (operation) {
            case JCC -> "J" + CONDITIONS.get(instruction.condition());
            case SETCC -> "SET" + CONDITIONS.get(instruction.condition());
            case CMOVCC -> "CMOV" + CONDITIONS.get(instruction.condition());
            case CBW -> bySize(instruction, "CBW", "CWDE", "CDQE");
            case CWD -> bySize(instruction, "CWD", "CDQ", "CQO");
            case JRCXZ -> instruction.addressSize() == 32 ? "JECXZ" : "JRCXZ";
            case PREFETCH -> PREFETCHES.get((int) ((Operand.Immediate) instruction.operand(1)).value());
            case CMPPS, CMPPD, CMPSS, CMPSD -> comparison(instruction);
            default -> BMI.contains(operation) ? operation.name() : withV(instruction, operation.name());
        };
    }

    /** Whether the last operand, an immediate, is in the mnemonic already. */
    static boolean hasLastOperand(Instruction instruction) {
        return switch (instruction.operation()) {
            case PREFETCH -> true;
            case CMPPS, CMPPD, CMPSS, CMPSD -> comparisonOf(instruction) != null;
            default -> false;
        };
    }

    private static String comparison(Instruction instruction) {
        String name = instruction.operation().name();
        String comparison = comparisonOf(instruction);
        return withV(instruction, comparison == null ? name : "CMP" + comparison + name.substring("CMP".length()));
    }

    private static String comparisonOf(Instruction instruction) {
        long immediate = ((Operand.Immediate) instruction.operands().getLast()).value();
        return immediate < (instruction.isVex() ? COMPARISONS.size() : 8) ? COMPARISONS.get((int) immediate) : null;
    }

    private static String bySize(Instruction instruction, String of16, String of32, String of64) {
        return switch (instruction.operandSize()) {
            case 16 -> of16;
            case 32 -> of32;
            default -> of64;
        };
    }

    private static String withV(Instruction instruction, String name) {
        return instruction.isVex() && !name.startsWith("V") ? "V" + name : name;
    }
}

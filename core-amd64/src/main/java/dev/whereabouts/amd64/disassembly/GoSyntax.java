package dev.whereabouts.amd64.disassembly;

import dev.whereabouts.amd64.instruction.Instruction;
import dev.whereabouts.amd64.instruction.Instruction.Repeat;
import dev.whereabouts.amd64.instruction.Operand;
import dev.whereabouts.amd64.instruction.Operation;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Go syntax: {@code MOVQ AX, 0x8(SP)}. */
public final class GoSyntax {

    private static final List<String> GPRS = List.of("AX", "CX", "DX", "BX", "SP", "BP", "SI", "DI");
    private static final List<String> SEGMENTS = List.of("ES", "CS", "SS", "DS", "FS", "GS");

    /** What has its size in its name. */
    private static final Set<Operation> SIZED = EnumSet.of(Operation.ADC, Operation.ADD, Operation.AND, Operation.BSF,
            Operation.BSR, Operation.BT, Operation.BTC, Operation.BTR, Operation.BTS, Operation.CMP, Operation.CMPXCHG,
            Operation.CVTSI2SD, Operation.CVTSI2SS, Operation.CVTSD2SI, Operation.CVTSS2SI, Operation.CVTTSD2SI,
            Operation.CVTTSS2SI, Operation.DEC, Operation.DIV, Operation.IDIV, Operation.IMUL, Operation.IN,
            Operation.INC, Operation.LEA, Operation.MOV, Operation.MOVNTI, Operation.MUL, Operation.NEG, Operation.NOP,
            Operation.NOT, Operation.OR, Operation.OUT, Operation.POP, Operation.POPCNT, Operation.PUSH, Operation.RCL,
            Operation.RCR, Operation.ROL, Operation.ROR, Operation.SAR, Operation.SBB, Operation.SHL, Operation.SHLD,
            Operation.SHR, Operation.SHRD, Operation.SUB, Operation.TEST, Operation.XADD, Operation.XCHG,
            Operation.XOR, Operation.MOVS, Operation.CMPS, Operation.SCAS, Operation.LODS, Operation.STOS);

    private GoSyntax() {}

    /** The instruction with its prefixes and operands; branch targets are absolute. */
    public static String of(Instruction instruction) {
        StringBuilder text = new StringBuilder(switch (instruction.repeat()) {
            case Repeat.NONE -> "";
            case Repeat.REPEAT -> "REP; ";
            case Repeat.REPEAT_NOT_EQUAL -> "REPNE; ";
        });
        if (instruction.hasLock()) {
            text.append("LOCK ");
        }
        text.append(Mnemonic.of(instruction)).append(suffix(instruction));
        List<String> operands = operands(instruction);
        if (!operands.isEmpty()) {
            text.append(' ').append(String.join(", ", operands));
        }
        return text.toString();
    }

    private static String suffix(Instruction instruction) {
        if (!SIZED.contains(instruction.operation()) || isBareNop(instruction)) {
            return "";
        }
        return switch (size(instruction)) {
            case 8 -> "B";
            case 16 -> "W";
            case 32 -> "L";
            default -> "Q";
        };
    }

    private static boolean isBareNop(Instruction instruction) {
        return instruction.operation() == Operation.NOP && instruction.operands().isEmpty();
    }

    /** Of what is in memory, where anything is. */
    private static int size(Instruction instruction) {
        for (Operand operand : instruction.operands()) {
            if (operand instanceof Operand.Memory memory && memory.size() != 0) {
                return memory.size();
            }
        }
        return instruction.operandSize();
    }

    private static List<String> operands(Instruction instruction) {
        List<Operand> operands = instruction.operands();
        List<String> texts = new ArrayList<>(operands.size());
        int count = Mnemonic.hasLastOperand(instruction) ? operands.size() - 1 : operands.size();
        for (Operand operand : operands.subList(0, count)) {
            texts.add(text(operand, instruction.operandSize()));
        }
        return instruction.operation() == Operation.CMP ? texts : texts.reversed();
    }

    private static String text(Operand operand, int operandSize) {
        return switch (operand) {
            case Operand.Gpr(int index, int size, boolean high) -> gpr(index, size, high);
            case Operand.Vector(int index, int size) -> (size == 256 ? "Y" : "X") + index;
            case Operand.Mmx(int index) -> "M" + index;
            case Operand.Stack(int index) -> "F" + index;
            case Operand.Segment(int index) -> SEGMENTS.get(index);
            case Operand.Immediate(long value, int _) -> "$" + hex(operandSize == 8 ? value & 0xff : value);
            case Operand.Target(long address) -> "0x" + Long.toHexString(address);
            case Operand.Memory memory -> memory(memory);
        };
    }

    private static String gpr(int index, int size, boolean high) {
        if (high) {
            return GPRS.get(index).charAt(0) + "H";
        }
        if (index >= 8) {
            return "R" + index;
        }
        String name = GPRS.get(index);
        return size == 8 && index < 4 ? name.charAt(0) + "L" : name;
    }

    private static String memory(Operand.Memory memory) {
        StringBuilder text = new StringBuilder();
        if (memory.segment() != Operand.NONE) {
            text.append(SEGMENTS.get(memory.segment())).append(':');
        }
        text.append(memory.displacement() == 0 ? "0" : hex(memory.displacement()));
        if (memory.base() == Operand.RIP) {
            text.append("(IP)");
        } else if (memory.base() != Operand.NONE) {
            text.append('(').append(gpr(memory.base(), 64, false)).append(')');
        }
        if (memory.index() != Operand.NONE) {
            text.append('(').append(gpr(memory.index(), 64, false)).append('*').append(memory.scale()).append(')');
        }
        return text.toString();
    }

    /** Negative where it fits 32 bits. */
    private static String hex(long value) {
        return value < 0 && value == (int) value
                ? "-0x" + Long.toHexString(-value)
                : "0x" + Long.toHexString(value);
    }
}

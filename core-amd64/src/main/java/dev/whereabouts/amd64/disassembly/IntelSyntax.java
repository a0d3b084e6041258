package dev.whereabouts.amd64.disassembly;

import dev.whereabouts.amd64.instruction.Instruction;
import dev.whereabouts.amd64.instruction.Instruction.Repeat;
import dev.whereabouts.amd64.instruction.Operand;
import dev.whereabouts.amd64.instruction.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Intel syntax: {@code mov QWORD PTR [rsp+0x8],rax}. */
public final class IntelSyntax {

    private static final List<String> LEGACY = List.of("ax", "cx", "dx", "bx", "sp", "bp", "si", "di");
    private static final List<String> SEGMENTS = List.of("es", "cs", "ss", "ds", "fs", "gs");

    private IntelSyntax() {}

    /** The instruction with its prefixes and operands; branch targets are absolute. */
    public static String of(Instruction instruction) {
        StringBuilder text = new StringBuilder();
        if (instruction.hasLock()) {
            text.append("lock ");
        }
        text.append(repeat(instruction)).append(mnemonic(instruction));
        List<String> operands = operands(instruction);
        if (!operands.isEmpty()) {
            text.append(' ').append(String.join(",", operands));
        }
        return text.toString();
    }

    private static String repeat(Instruction instruction) {
        boolean compares = instruction.operation() == Operation.CMPS || instruction.operation() == Operation.SCAS;
        return switch (instruction.repeat()) {
            case Repeat.NONE -> "";
            case Repeat.REPEAT -> compares ? "repz " : "rep ";
            case Repeat.REPEAT_NOT_EQUAL -> "repnz ";
        };
    }

    private static String mnemonic(Instruction instruction) {
        return switch (instruction.operation()) {
            case CALL_FAR -> "call";
            case JMP_FAR -> "jmp";
            case RET_FAR -> "retf";
            case MOV_CONTROL, MOV_DEBUG -> "mov";
            case MOV -> hasWideConstant(instruction) ? "movabs" : "mov";
            default -> Mnemonic.of(instruction).toLowerCase(Locale.ROOT);
        };
    }

    /** Whether it is one of the two forms of MOV that have a constant of 64 bits. */
    private static boolean hasWideConstant(Instruction instruction) {
        for (Operand operand : instruction.operands()) {
            if (operand instanceof Operand.Immediate(long _, int size) && size == 64) {
                return true;
            }
        }
        return false;
    }

    private static List<String> operands(Instruction instruction) {
        List<Operand> operands = instruction.operands();
        String accumulator = gpr(0, Math.max(instruction.operandSize(), 8), false);
        return switch (instruction.operation()) {
            case STOS -> List.of(text(operands.getFirst(), instruction), accumulator);
            case LODS, SCAS -> List.of(accumulator, text(operands.getFirst(), instruction));
            case INS -> List.of(text(operands.getFirst(), instruction), "dx");
            case OUTS -> List.of("dx", text(operands.getFirst(), instruction));
            case MASKMOVQ, MASKMOVDQU -> texts(operands.subList(0, 2), instruction);
            case MOV_CONTROL -> numbered("cr", instruction);
            case MOV_DEBUG -> numbered("dr", instruction);
            default -> gathers(instruction)
                    ? gather(instruction)
                    : texts(Mnemonic.hasLastOperand(instruction)
                            ? operands.subList(0, operands.size() - 1)
                            : operands, instruction);
        };
    }

    private static List<String> texts(List<Operand> operands, Instruction instruction) {
        List<String> texts = new ArrayList<>(operands.size());
        for (Operand operand : operands) {
            texts.add(text(operand, instruction));
        }
        return texts;
    }

    /** Control and debug registers are numbers among the operands. */
    private static List<String> numbered(String kind, Instruction instruction) {
        List<String> texts = new ArrayList<>();
        for (Operand operand : instruction.operands()) {
            texts.add(operand instanceof Operand.Immediate(long value, int _)
                    ? kind + value
                    : text(operand, instruction));
        }
        return texts;
    }

    static boolean gathers(Instruction instruction) {
        return switch (instruction.operation()) {
            case VGATHERDPS, VGATHERDPD, VGATHERQPS, VGATHERQPD, VPGATHERDD, VPGATHERDQ, VPGATHERQD, VPGATHERQQ ->
                true;
            default -> false;
        };
    }

    private static List<String> gather(Instruction instruction) {
        Operand.Memory memory = (Operand.Memory) instruction.operand(1);
        return List.of(text(instruction.operand(0), instruction),
                memory(memory, text(instruction.operand(2), instruction)), text(instruction.operand(3), instruction));
    }

    private static String text(Operand operand, Instruction instruction) {
        return switch (operand) {
            case Operand.Gpr(int index, int size, boolean high) -> gpr(index, size, high);
            case Operand.Vector(int index, int size) -> (size == 256 ? "ymm" : "xmm") + index;
            case Operand.Mmx(int index) -> "mm" + index;
            case Operand.Stack(int index) -> "st(" + index + ")";
            case Operand.Segment(int index) -> SEGMENTS.get(index);
            case Operand.Immediate(long value, int _) -> hex(value & ones(instruction.operandSize()));
            case Operand.Target(long address) -> hex(address);
            case Operand.Memory memory ->
                memory(memory, memory.index() == Operand.NONE ? "" : gpr(memory.index(), memory.addressSize(), false));
        };
    }

    static long ones(int bits) {
        return -1L >>> 64 - bits;
    }

    private static String gpr(int index, int size, boolean high) {
        if (high) {
            return LEGACY.get(index).charAt(0) + "h";
        }
        if (index >= 8) {
            return "r" + index + switch (size) {
                case 8 -> "b";
                case 16 -> "w";
                case 32 -> "d";
                default -> "";
            };
        }
        String name = LEGACY.get(index);
        return switch (size) {
            case 8 -> index < 4 ? name.charAt(0) + "l" : name + "l";
            case 16 -> name;
            case 32 -> "e" + name;
            default -> "r" + name;
        };
    }

    private static String memory(Operand.Memory memory, String index) {
        StringBuilder text = new StringBuilder(size(memory.size()));
        boolean isAbsolute = memory.base() == Operand.NONE && index.isEmpty();
        if (memory.segment() != Operand.NONE) {
            text.append(SEGMENTS.get(memory.segment())).append(':');
        } else if (isAbsolute) {
            text.append("ds:");
        }
        if (isAbsolute) {
            return text.append(hex(memory.displacement() & ones(memory.addressSize()))).toString();
        }
        text.append('[');
        if (memory.base() == Operand.RIP) {
            text.append(memory.addressSize() == 32 ? "eip" : "rip");
        } else if (memory.base() != Operand.NONE) {
            text.append(gpr(memory.base(), memory.addressSize(), false));
        }
        if (!index.isEmpty()) {
            text.append(memory.base() == Operand.NONE ? "" : "+").append(index).append('*').append(memory.scale());
        }
        if (memory.displacement() < 0) {
            text.append('-').append(hex(-memory.displacement()));
        } else if (memory.displacement() > 0) {
            text.append('+').append(hex(memory.displacement()));
        }
        return text.append(']').toString();
    }

    private static String size(int bits) {
        return switch (bits) {
            case 8 -> "BYTE PTR ";
            case 16 -> "WORD PTR ";
            case 32 -> "DWORD PTR ";
            case 48 -> "FWORD PTR ";
            case 64 -> "QWORD PTR ";
            case 80 -> "TBYTE PTR ";
            case 128 -> "XMMWORD PTR ";
            case 256 -> "YMMWORD PTR ";
            default -> "";
        };
    }

    private static String hex(long value) {
        return "0x" + Long.toHexString(value);
    }
}

package dev.whereabouts.amd64.instruction;

import java.util.List;

/** Reads the operands of one instruction: ModRM, SIB, displacement, immediates (SDM volume 2, 2.1.3 to 2.1.5 and 2.2.1). */
final class OperandReader {

    private static final int SIB = 4;
    private static final int NO_BASE = 5;
    private static final int RBX = 3;
    private static final int RSP = 4;
    private static final int RSI = 6;
    private static final int RDI = 7;

    /** {@link Operation#PREFETCH} of 0F 18 has the hints 0 to 3. */
    private static final int PREFETCHW = 4;

    private final InstructionBytes in;
    private final Prefixes prefixes;

    private long address;
    private int operandSize;
    private int vectorLength;
    private int opcode;
    private int modRm;

    private int base;
    private int index;
    private int scale;
    private long displacement;
    private int indexOfVector;

    OperandReader(InstructionBytes in, Prefixes prefixes) {
        this.in = in;
        this.prefixes = prefixes;
    }

    /** Reads what of ModRM's memory operand does not depend on the encoding. */
    void start(long startAddress, int opcodeByte, boolean hasModRm, int modRmByte) {
        address = startAddress;
        opcode = opcodeByte;
        modRm = modRmByte;
        if (hasModRm && modRm < 0xc0) {
            memoryForm();
        }
    }

    private void memoryForm() {
        int mod = modRm >> 6;
        int rm = modRm & 7;
        base = rm | prefixes.b;
        index = Operand.NONE;
        scale = 1;
        boolean hasNoBase = mod == 0 && rm == NO_BASE;
        if (rm == SIB) {
            int sib = in.unsignedByte();
            indexOfVector = sib >> 3 & 7 | prefixes.x;
            scale = 1 << (sib >> 6);
            index = indexOfVector == RSP ? Operand.NONE : indexOfVector;
            base = sib & 7 | prefixes.b;
            hasNoBase = mod == 0 && (sib & 7) == NO_BASE;
        }
        if (hasNoBase) {
            base = rm == SIB ? Operand.NONE : Operand.RIP;
        }
        displacement = mod == 1 ? in.signed(8) : mod == 2 || hasNoBase ? in.signed(32) : 0;
    }

    List<Operand> read(Encoding encoding, int instructionOperandSize, int instructionVectorLength) {
        operandSize = instructionOperandSize;
        vectorLength = instructionVectorLength;
        OperandCode[] codes = encoding.operands();
        if (encoding.isGather()) {
            index = Operand.NONE;
        } else if (index == Operand.NONE) {
            scale = 1;
        }
        return switch (codes.length) {
            case 0 -> List.of();
            case 1 -> List.of(operand(codes[0]));
            case 2 -> List.of(operand(codes[0]), operand(codes[1]));
            case 3 -> List.of(operand(codes[0]), operand(codes[1]), operand(codes[2]));
            default -> List.of(operand(codes[0]), operand(codes[1]), operand(codes[2]), operand(codes[3]));
        };
    }

    /** Whether the destination, the indexes and the mask of a gather are three registers (SDM volume 2, VGATHERDPS). */
    boolean isGatherOfThree() {
        int destination = modRm >> 3 & 7 | prefixes.r;
        return destination != indexOfVector && destination != prefixes.vvvv && indexOfVector != prefixes.vvvv;
    }

    private Operand operand(OperandCode code) {
        int reg = modRm >> 3 & 7;
        int size = code.register().bits(operandSize, vectorLength);
        return switch (code.place()) {
            case GPR_OR_MEMORY -> modRm < 0xc0 ? memory(code) : rmRegister(size);
            case GPR_RM -> rmRegister(size);
            case GPR_REG -> register(reg | prefixes.r, size);
            case GPR_VVVV -> Registers.gpr(prefixes.vvvv, size);
            case GPR_OPCODE -> register(opcode & 7 | prefixes.b, size);
            case SEGMENT_REG -> Registers.segment(reg);
            case MEMORY -> memory(code);
            case VECTOR_REG -> vector(reg | prefixes.r, size);
            case VECTOR_OR_MEMORY -> modRm < 0xc0 ? memory(code) : vector(modRm & 7 | prefixes.b, size);
            case VECTOR_RM -> vector(modRm & 7 | prefixes.b, size);
            case VECTOR_VVVV -> vector(prefixes.vvvv, size);
            case VECTOR_IMMEDIATE -> vector(in.unsignedByte() >> 4, size);
            case VECTOR_INDEX -> vector(indexOfVector, size);
            case XMM0 -> vector(0, size);
            case MMX_REG -> Registers.mmx(reg);
            case MMX_OR_MEMORY -> modRm < 0xc0 ? memory(code) : Registers.mmx(modRm & 7);
            case MMX_RM -> Registers.mmx(modRm & 7);
            case STACK_TOP -> Registers.stack(0);
            case STACK_RM -> Registers.stack(modRm & 7);
            case SIGNED_IMMEDIATE -> new Operand.Immediate(in.signed(size), size);
            case UNSIGNED_IMMEDIATE -> new Operand.Immediate(in.unsigned(size), size);
            case REG_FIELD -> new Operand.Immediate(reg, size);
            case REG_NUMBER -> new Operand.Immediate(reg | prefixes.r, size);
            case PREFETCHW_HINT -> new Operand.Immediate(PREFETCHW, size);
            case ONE -> new Operand.Immediate(1, size);
            case BRANCH -> target(in.signed(size));
            case OFFSET -> at(Operand.NONE, in.unsigned(prefixes.addressSize), prefixes.segment, code);
            case AT_RSI -> at(RSI, 0, prefixes.segment, code);
            case AT_RDI -> at(RDI, 0, Operand.NONE, code);
            case AT_RDI_OVERRIDABLE -> at(RDI, 0, prefixes.segment, code);
            case AT_RBX -> at(RBX, 0, prefixes.segment, code);
            case ACCUMULATOR -> Registers.gpr(0, size);
            case COUNTER -> Registers.gpr(1, size);
            case DATA -> Registers.gpr(2, size);
            case FS -> Registers.segment(Operand.FS);
            case GS -> Registers.segment(Operand.GS);
        };
    }

    private Operand rmRegister(int size) {
        return register(modRm & 7 | prefixes.b, size);
    }

    /** Without REX, 4 to 7 of the registers of 8 bits are AH, CH, DH, BH. */
    private Operand register(int number, int size) {
        return size == 8 && !prefixes.hasRex && number >= 4 && number < 8
                ? Registers.high(number - 4)
                : Registers.gpr(number, size);
    }

    private static Operand vector(int number, int size) {
        return Registers.vector(number, Math.max(size, 128));
    }

    private Operand memory(OperandCode code) {
        return new Operand.Memory(prefixes.segment, base, index, scale, displacement, prefixes.addressSize,
                code.memory().bits(operandSize, vectorLength));
    }

    private Operand at(int register, long offset, int segment, OperandCode code) {
        return new Operand.Memory(segment, register, Operand.NONE, 1, offset, prefixes.addressSize,
                code.memory().bits(operandSize, vectorLength));
    }

    /** The branch's distance is the last thing read. With an operand size of 16 the instruction pointer is cut to as many bits (APM volume 3, CALL). */
    private Operand target(long distance) {
        long to = address + in.count() + distance;
        return new Operand.Target(operandSize == 16 ? to & 0xffff : to);
    }
}

package dev.whereabouts.amd64.interpreter;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.cpu.FaultKind;
import dev.whereabouts.amd64.cpu.GuestFault;
import dev.whereabouts.amd64.cpu.X87;
import dev.whereabouts.amd64.instruction.Instruction;
import dev.whereabouts.amd64.instruction.Operand;
import dev.whereabouts.amd64.memory.GuestMemory;
import dev.whereabouts.amd64.semantics.Mxcsr;

/**
 * FXSAVE, FXRSTOR, XSAVE and XRSTOR: SDM volume 1, sections 10.5.1 and 13.4 to 13.8. Of the x87 unit's last instruction nothing is kept, and so
 * its address is saved as 0. XSAVE saves all components that it is asked for, as if none were in its initial state.
 */
final class SavedStateLowering implements Lowering {

    private static final int FXSAVE_BYTES = 512;
    private static final int XSAVE_BYTES = 832;
    private static final int FXSAVE_ALIGNMENT = 15;
    private static final int XSAVE_ALIGNMENT = 63;

    private static final int X87_COMPONENT = 1;
    private static final int SSE_COMPONENT = 2;
    private static final int AVX_COMPONENT = 4;
    private static final int COMPONENTS = X87_COMPONENT | SSE_COMPONENT | AVX_COMPONENT;

    private static final int MXCSR_OFFSET = 24;
    private static final int STACK_OFFSET = 32;
    private static final int XMM_OFFSET = 160;
    private static final int HEADER_OFFSET = 512;
    private static final int UPPER_OFFSET = 576;

    private final boolean hasXsave;

    /** XSAVE is enabled where CPUID reports AVX. */
    SavedStateLowering(FeatureLevel level) {
        hasXsave = level == FeatureLevel.V3;
    }

    @Override
    public Step lower(Instruction instruction) {
        return switch (instruction.operation()) {
            case FXSAVE -> {
                AddressOf address = address(instruction);
                yield (cpu, memory) -> {
                    long at = VectorSource.aligned(address.in(cpu), FXSAVE_ALIGNMENT);
                    memory.checkWrite(at, FXSAVE_BYTES);
                    save(cpu, memory, at, X87_COMPONENT | SSE_COMPONENT);
                };
            }
            case FXRSTOR -> {
                AddressOf address = address(instruction);
                yield (cpu, memory) -> {
                    long at = VectorSource.aligned(address.in(cpu), FXSAVE_ALIGNMENT);
                    checkRead(memory, at, FXSAVE_BYTES);
                    int mxcsr = mxcsr(memory, at);
                    restore(cpu, memory, at, X87_COMPONENT | SSE_COMPONENT);
                    cpu.mxcsr = mxcsr;
                };
            }
            case XSAVE -> hasXsave ? saveExtended(address(instruction)) : null;
            case XRSTOR -> hasXsave ? restoreExtended(address(instruction)) : null;
            default -> null;
        };
    }

    private static AddressOf address(Instruction instruction) {
        return AddressOf.of((Operand.Memory) instruction.operand(0), instruction);
    }

    private static Step saveExtended(AddressOf address) {
        return (cpu, memory) -> {
            long at = VectorSource.aligned(address.in(cpu), XSAVE_ALIGNMENT);
            memory.checkWrite(at, XSAVE_BYTES);
            int wanted = (int) cpu.gpr[Cpu.RAX] & COMPONENTS;
            long present = memory.readLong(at + HEADER_OFFSET);
            save(cpu, memory, at, wanted);
            memory.writeLong(at + HEADER_OFFSET, present | wanted);
        };
    }

    private static Step restoreExtended(AddressOf address) {
        return (cpu, memory) -> {
            long at = VectorSource.aligned(address.in(cpu), XSAVE_ALIGNMENT);
            checkRead(memory, at, XSAVE_BYTES);
            long present = memory.readLong(at + HEADER_OFFSET);
            boolean isCompacted = (memory.readLong(at + HEADER_OFFSET + 8)
                    | memory.readLong(at + HEADER_OFFSET + 16)) != 0;
            if ((present & ~COMPONENTS) != 0 || isCompacted) {
                throw GuestFault.of(FaultKind.GENERAL_PROTECTION);
            }
            int wanted = (int) cpu.gpr[Cpu.RAX] & COMPONENTS;
            boolean takesMxcsr = (wanted & (SSE_COMPONENT | AVX_COMPONENT)) != 0;
            int mxcsr = takesMxcsr ? mxcsr(memory, at) : cpu.mxcsr;
            clear(cpu, wanted & ~(int) present);
            restore(cpu, memory, at, wanted & (int) present);
            cpu.mxcsr = mxcsr;
        };
    }

    /** Throws what reading would, so that a fault has changed nothing. */
    private static void checkRead(GuestMemory memory, long at, int bytes) {
        memory.readByte(at);
        memory.readByte(at + bytes - 1);
    }

    private static int mxcsr(GuestMemory memory, long at) {
        int mxcsr = memory.readInt(at + MXCSR_OFFSET);
        if ((mxcsr & Mxcsr.RESERVED) != 0) {
            throw GuestFault.of(FaultKind.GENERAL_PROTECTION);
        }
        return mxcsr;
    }

    private static void save(Cpu cpu, GuestMemory memory, long at, int components) {
        if ((components & X87_COMPONENT) != 0) {
            X87 x87 = cpu.x87;
            memory.writeLong(at, x87.control & 0xffffL | (x87.statusWord() & 0xffffL) << 16 | (x87.full & 0xffL) << 32);
            memory.writeLong(at + 8, 0);
            memory.writeLong(at + 16, 0);
            for (int i = 0; i < 8; i++) {
                int physical = x87.top + i & 7;
                memory.writeLong(at + STACK_OFFSET + 16 * i, x87.significand[physical]);
                memory.writeLong(at + STACK_OFFSET + 16 * i + 8, x87.signExponent[physical] & 0xffffL);
            }
        }
        if ((components & (SSE_COMPONENT | AVX_COMPONENT)) != 0) {
            memory.writeInt(at + MXCSR_OFFSET, cpu.mxcsr);
            memory.writeInt(at + MXCSR_OFFSET + 4, ~Mxcsr.RESERVED);
        }
        for (int i = 0; i < 16; i++) {
            if ((components & SSE_COMPONENT) != 0) {
                memory.writeLong(at + XMM_OFFSET + 16 * i, cpu.vector[4 * i]);
                memory.writeLong(at + XMM_OFFSET + 16 * i + 8, cpu.vector[4 * i + 1]);
            }
            if ((components & AVX_COMPONENT) != 0) {
                memory.writeLong(at + UPPER_OFFSET + 16 * i, cpu.vector[4 * i + 2]);
                memory.writeLong(at + UPPER_OFFSET + 16 * i + 8, cpu.vector[4 * i + 3]);
            }
        }
    }

    private static void restore(Cpu cpu, GuestMemory memory, long at, int components) {
        if ((components & X87_COMPONENT) != 0) {
            X87 x87 = cpu.x87;
            x87.control = memory.readShort(at);
            x87.setStatusWord(memory.readShort(at + 2));
            x87.full = memory.readByte(at + 4);
            for (int i = 0; i < 8; i++) {
                int physical = x87.top + i & 7;
                x87.significand[physical] = memory.readLong(at + STACK_OFFSET + 16 * i);
                x87.signExponent[physical] = memory.readShort(at + STACK_OFFSET + 16 * i + 8);
            }
        }
        for (int i = 0; i < 16; i++) {
            if ((components & SSE_COMPONENT) != 0) {
                cpu.vector[4 * i] = memory.readLong(at + XMM_OFFSET + 16 * i);
                cpu.vector[4 * i + 1] = memory.readLong(at + XMM_OFFSET + 16 * i + 8);
            }
            if ((components & AVX_COMPONENT) != 0) {
                cpu.vector[4 * i + 2] = memory.readLong(at + UPPER_OFFSET + 16 * i);
                cpu.vector[4 * i + 3] = memory.readLong(at + UPPER_OFFSET + 16 * i + 8);
            }
        }
    }

    /** Gives components their initial state. */
    private static void clear(Cpu cpu, int components) {
        if ((components & X87_COMPONENT) != 0) {
            X87 x87 = cpu.x87;
            x87.control = X87.CONTROL_DEFAULT;
            x87.setStatusWord(0);
            x87.full = 0;
            for (int i = 0; i < 8; i++) {
                x87.significand[i] = 0;
                x87.signExponent[i] = 0;
            }
        }
        for (int i = 0; i < 16; i++) {
            if ((components & SSE_COMPONENT) != 0) {
                cpu.vector[4 * i] = 0;
                cpu.vector[4 * i + 1] = 0;
            }
            if ((components & AVX_COMPONENT) != 0) {
                cpu.vector[4 * i + 2] = 0;
                cpu.vector[4 * i + 3] = 0;
            }
        }
    }
}

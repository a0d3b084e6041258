package dev.whereabouts.amd64.interpreter;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.cpu.FaultKind;
import dev.whereabouts.amd64.cpu.Flags;
import dev.whereabouts.amd64.cpu.GuestFault;
import dev.whereabouts.amd64.instruction.Instruction;
import dev.whereabouts.amd64.instruction.Operand;
import dev.whereabouts.amd64.memory.GuestMemory;

/** Traps, system calls, what the processor says about itself, hints, and what user mode may not do. */
final class SystemLowering implements Lowering {

    private final FeatureLevel level;
    private final Clock clock;

    SystemLowering(FeatureLevel level, Clock clock) {
        this.level = level;
        this.clock = clock;
    }

    @Override
    public Step lower(Instruction instruction) {
        return switch (instruction.operation()) {
            case NOP, PAUSE, ENDBR64, PREFETCH, LFENCE, MFENCE, SFENCE, SERIALIZE -> (cpu, memory) -> {};
            case CLFLUSH, CLFLUSHOPT, CLWB -> touch(instruction);
            case UD0, UD1, UD2 -> raise(FaultKind.INVALID_OPCODE);
            case INT3 -> raise(FaultKind.BREAKPOINT);
            case INT1 -> raise(FaultKind.DEBUG);
            case INT -> ((Operand.Immediate) instruction.operand(0)).value() == FaultKind.BREAKPOINT.vector()
                    ? raise(FaultKind.BREAKPOINT)
                    : raise(FaultKind.GENERAL_PROTECTION);
            case SYSCALL -> SystemLowering::systemCall;
            case CPUID -> (cpu, memory) -> Identification.execute(cpu, level);
            case RDTSC -> (cpu, memory) -> time(cpu);
            case RDTSCP -> (cpu, memory) -> {
                time(cpu);
                cpu.gpr[Cpu.RCX] = 0;
            };
            case RDPID -> {
                Place to = Place.of(instruction, 0);
                yield (cpu, memory) -> to.write(cpu, memory, 0);
            }
            case XGETBV -> level == FeatureLevel.V3
                    ? SystemLowering::enabledState
                    : raise(FaultKind.INVALID_OPCODE);
            case CMPXCHG8B -> compareExchange8(instruction);
            case CMPXCHG16B -> compareExchange16(instruction);
            case RDFSBASE -> {
                Place to = Place.of(instruction, 0);
                yield (cpu, memory) -> to.write(cpu, memory, cpu.fsBase);
            }
            case RDGSBASE -> {
                Place to = Place.of(instruction, 0);
                yield (cpu, memory) -> to.write(cpu, memory, cpu.gsBase);
            }
            case WRFSBASE -> setFsBase(instruction);
            case WRGSBASE -> setGsBase(instruction);
            case RDPMC, CALL_FAR, JMP_FAR, RET_FAR, IRET, LSS, LFS, LGS, SYSENTER -> raise(
                    FaultKind.GENERAL_PROTECTION);
            case HLT, CLI, STI, IN, OUT, INS, OUTS, LGDT, LIDT, LLDT, LTR, LMSW, CLTS, INVLPG, INVD, WBINVD, RDMSR,
                    WRMSR, SYSRET, SYSEXIT, SWAPGS, MOV_CONTROL, MOV_DEBUG, XSETBV ->
                raise(
                        FaultKind.GENERAL_PROTECTION);
            // with UMIP, which Linux turns on, user mode may not ask for these either
            case SLDT, STR, SGDT, SIDT, SMSW -> raise(FaultKind.GENERAL_PROTECTION);
            default -> null;
        };
    }

    private static Step raise(FaultKind kind) {
        return (cpu, memory) -> {
            throw GuestFault.of(kind);
        };
    }

    private static Step touch(Instruction instruction) {
        AddressOf address = AddressOf.of((Operand.Memory) instruction.operand(0), instruction);
        return (cpu, memory) -> memory.readByte(address.in(cpu));
    }

    /** RCX and R11 are what the kernel returns to (SDM volume 2, SYSCALL). */
    private static void systemCall(Cpu cpu, GuestMemory memory) {
        cpu.gpr[Cpu.RCX] = cpu.rip;
        cpu.gpr[11] = cpu.rflags();
    }

    private void time(Cpu cpu) {
        long ticks = clock.ticks(cpu);
        cpu.gpr[Cpu.RAX] = ticks & 0xffffffffL;
        cpu.gpr[Cpu.RDX] = ticks >>> 32;
    }

    /** XCR0: x87, SSE and AVX. */
    private static void enabledState(Cpu cpu, GuestMemory memory) {
        if ((int) cpu.gpr[Cpu.RCX] != 0) {
            throw GuestFault.of(FaultKind.GENERAL_PROTECTION);
        }
        cpu.gpr[Cpu.RAX] = 7;
        cpu.gpr[Cpu.RDX] = 0;
    }

    private static Step setFsBase(Instruction instruction) {
        Place from = Place.of(instruction, 0);
        long mask = instruction.operandSize() == 64 ? -1 : 0xffffffffL;
        return (cpu, memory) -> cpu.fsBase = BranchLowering.canonical(from.read(cpu, memory) & mask);
    }

    private static Step setGsBase(Instruction instruction) {
        Place from = Place.of(instruction, 0);
        long mask = instruction.operandSize() == 64 ? -1 : 0xffffffffL;
        return (cpu, memory) -> cpu.gsBase = BranchLowering.canonical(from.read(cpu, memory) & mask);
    }

    /** Of the flags only ZF changes. */
    private static void setZero(Cpu cpu, boolean isZero) {
        cpu.setStatus(cpu.status() & ~Flags.ZF | (isZero ? Flags.ZF : 0));
    }

    private static Step compareExchange8(Instruction instruction) {
        AddressOf address = AddressOf.of((Operand.Memory) instruction.operand(0), instruction);
        return (cpu, memory) -> {
            long at = address.in(cpu);
            long found = memory.readLongToWrite(at);
            long expected = cpu.gpr[Cpu.RDX] << 32 | cpu.gpr[Cpu.RAX] & 0xffffffffL;
            boolean isEqual = found == expected;
            if (isEqual) {
                memory.writeLong(at, cpu.gpr[Cpu.RCX] << 32 | cpu.gpr[Cpu.RBX] & 0xffffffffL);
            } else {
                cpu.gpr[Cpu.RAX] = found & 0xffffffffL;
                cpu.gpr[Cpu.RDX] = found >>> 32;
            }
            setZero(cpu, isEqual);
        };
    }

    private static Step compareExchange16(Instruction instruction) {
        AddressOf address = AddressOf.of((Operand.Memory) instruction.operand(0), instruction);
        return (cpu, memory) -> {
            long at = address.in(cpu);
            if ((at & 15) != 0) {
                throw GuestFault.of(FaultKind.GENERAL_PROTECTION);
            }
            long low = memory.readLongToWrite(at);
            long high = memory.readLongToWrite(at + 8);
            boolean isEqual = low == cpu.gpr[Cpu.RAX] && high == cpu.gpr[Cpu.RDX];
            if (isEqual) {
                memory.writeLong(at, cpu.gpr[Cpu.RBX]);
                memory.writeLong(at + 8, cpu.gpr[Cpu.RCX]);
            } else {
                cpu.gpr[Cpu.RAX] = low;
                cpu.gpr[Cpu.RDX] = high;
            }
            setZero(cpu, isEqual);
        };
    }
}

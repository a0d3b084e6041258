package dev.whereabouts.amd64.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.cpu.Flags;
import dev.whereabouts.amd64.instruction.Decoder;
import dev.whereabouts.amd64.instruction.Instruction;
import dev.whereabouts.amd64.instruction.Operand;
import dev.whereabouts.amd64.instruction.Operation;
import dev.whereabouts.amd64.semantics.Shifts;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The shape of a second tier: a loop of the guest becomes one method, its registers and the values that its flags follow from in locals, and what
 * instructions compute by the functions that the interpreter calls too.
 */
class RegionTest {

    /**
     * The inner loop of {@code cpu leaf}: mov rdx,rbx – shl rbx,13 – xor rbx,rdx – mov rdx,rbx – shr rbx,7 – xor rbx,rdx – mov rdx,rbx –
     * shl rbx,17 – xor rbx,rdx – mov rdx,rbx – xor rdx,rcx – add rsi,rdx – add rcx,1 – cmp rcx,rax – jb back.
     */
    private static final String LOOP = "4889da 48c1e30d 4831d3 4889da 48c1eb07 4831d3 4889da 48c1e311 4831d3 4889da 4831ca"
            + " 4801d6 4883c101 4839c1 72d0";

    private static final ClassDesc CPU = Cpu.class.describeConstable().orElseThrow();
    private static final ClassDesc LONGS = ConstantDescs.CD_long.arrayType();

    /** Locals: the thread, then two for each register, then the kind of flags and the three values. */
    private static final int FIRST_REGISTER = 1;
    private static final int KIND = FIRST_REGISTER + 32;
    private static final int A = KIND + 1;
    private static final int B = A + 2;
    private static final int RESULT = B + 2;

    @Test
    void leavesWhatTheInterpreterLeaves() throws Throwable {
        MethodHandle region = generate(decoded());
        Random random = new Random(3);
        for (int turn = 0; turn < 200; turn++) {
            Machine machine = new Machine(LOOP);
            long iterations = 1 + random.nextInt(50);
            for (int i = 0; i < 16; i++) {
                machine.cpu.gpr[i] = random.nextLong();
            }
            machine.cpu.gpr[Cpu.RCX] = 0;
            machine.cpu.gpr[Cpu.RAX] = iterations;
            Cpu compiled = new Cpu();
            compiled.copyFrom(machine.cpu);

            region.invokeExact(compiled);
            assertThat(machine.run(iterations * decoded().size())).isEqualTo(Exit.BUDGET);

            assertThat(compiled.gpr).isEqualTo(machine.cpu.gpr);
            assertThat(compiled.rflags()).isEqualTo(machine.cpu.rflags());
        }
    }

    private static List<Instruction> decoded() {
        Machine machine = new Machine(LOOP);
        Decoder decoder = new Decoder();
        List<Instruction> instructions = new ArrayList<>();
        byte[] bytes = new byte[15];
        long at = Machine.CODE;
        long end = Machine.CODE + LOOP.replace(" ", "").length() / 2;
        while (at < end) {
            Instruction instruction = (Instruction) decoder.decode(bytes, machine.memory.fetch(at, bytes, 15), at);
            instructions.add(instruction);
            at = instruction.next();
        }
        return instructions;
    }

    private static MethodHandle generate(List<Instruction> instructions) throws ReflectiveOperationException {
        ClassDesc name = ClassDesc.of(RegionTest.class.getPackageName(), "Region");
        byte[] bytes = ClassFile.of().build(name, type -> type.withMethodBody("run",
                MethodTypeDesc.of(ConstantDescs.CD_void, CPU), ClassFile.ACC_STATIC, code -> {
                    load(code);
                    var start = code.newBoundLabel();
                    for (Instruction instruction : instructions) {
                        switch (instruction.operation()) {
                            case JCC -> {
                                code.loadConstant(instruction.condition()).iload(KIND).lload(A).lload(B).lload(RESULT);
                                code.invokestatic(describe(Flags.class), "condition", descriptor(boolean.class,
                                        int.class, int.class, long.class, long.class, long.class));
                                code.ifne(start);
                            }
                            default -> emit(code, instruction);
                        }
                    }
                    spill(code);
                    code.return_();
                }));
        MethodHandles.Lookup region = MethodHandles.lookup().defineHiddenClass(bytes, true);
        return region.findStatic(region.lookupClass(), "run", MethodType.methodType(void.class, Cpu.class));
    }

    private static void emit(CodeBuilder code, Instruction instruction) {
        int to = local(instruction.operand(0));
        switch (instruction.operation()) {
            case MOV -> {
                value(code, instruction.operand(1));
                code.lstore(to);
            }
            case ADD, CMP -> {
                code.lload(to).lstore(A);
                value(code, instruction.operand(1));
                code.lstore(B).lload(A).lload(B);
                boolean isSum = instruction.operation() == Operation.ADD;
                if (isSum) {
                    code.ladd().dup2().lstore(to);
                } else {
                    code.lsub();
                }
                code.lstore(RESULT).loadConstant((isSum ? Flags.ADD : Flags.SUB) + Flags.B64).istore(KIND);
            }
            case XOR -> {
                code.lload(to);
                value(code, instruction.operand(1));
                code.lxor().dup2().lstore(to).lstore(RESULT).loadConstant(Flags.LOGIC + Flags.B64).istore(KIND);
            }
            case SHL, SHR -> {
                boolean isLeft = instruction.operation() == Operation.SHL;
                int count = (int) ((Operand.Immediate) instruction.operand(1)).value();
                code.lload(to).lstore(A).loadConstant((long) count).lstore(B);
                code.loadConstant(Flags.B64).lload(A).loadConstant(count);
                code.invokestatic(describe(Shifts.class), isLeft ? "left" : "right",
                        descriptor(long.class, int.class, long.class, int.class));
                code.dup2().lstore(to).lstore(RESULT);
                code.loadConstant((isLeft ? Flags.LEFT : Flags.RIGHT) + Flags.B64).istore(KIND);
            }
            default -> throw new IllegalArgumentException(instruction.toString());
        }
    }

    private static void value(CodeBuilder code, Operand operand) {
        if (operand instanceof Operand.Immediate immediate) {
            code.loadConstant(immediate.value());
        } else {
            code.lload(local(operand));
        }
    }

    private static int local(Operand operand) {
        return FIRST_REGISTER + 2 * ((Operand.Gpr) operand).index();
    }

    private static void load(CodeBuilder code) {
        for (int i = 0; i < 16; i++) {
            code.aload(0).getfield(CPU, "gpr", LONGS).loadConstant(i).laload().lstore(FIRST_REGISTER + 2 * i);
        }
        code.aload(0).getfield(CPU, "flagKind", ConstantDescs.CD_int).istore(KIND);
        code.aload(0).getfield(CPU, "flagA", ConstantDescs.CD_long).lstore(A);
        code.aload(0).getfield(CPU, "flagB", ConstantDescs.CD_long).lstore(B);
        code.aload(0).getfield(CPU, "flagResult", ConstantDescs.CD_long).lstore(RESULT);
    }

    private static void spill(CodeBuilder code) {
        for (int i = 0; i < 16; i++) {
            code.aload(0).getfield(CPU, "gpr", LONGS).loadConstant(i).lload(FIRST_REGISTER + 2 * i).lastore();
        }
        code.aload(0).iload(KIND).lload(A).lload(B).lload(RESULT).invokevirtual(CPU, "flags",
                descriptor(void.class, int.class, long.class, long.class, long.class));
    }

    private static ClassDesc describe(Class<?> type) {
        return type.describeConstable().orElseThrow();
    }

    private static MethodTypeDesc descriptor(Class<?> result, Class<?>... parameters) {
        return MethodTypeDesc.of(describe(result), Arrays.stream(parameters).map(RegionTest::describe).toList());
    }
}

package dev.whereabouts.amd64.interpreter;

import dev.whereabouts.amd64.instruction.Instruction;
import dev.whereabouts.amd64.instruction.Operand;
import dev.whereabouts.amd64.instruction.Operation;
import dev.whereabouts.amd64.x87.ExtendedFunctions.Constant;
import java.util.List;

/** The instructions of the x87 unit (SDM volume 1, chapter 8). The addresses of the last instruction and operand are not kept: they read as 0. */
final class X87Lowering implements Lowering {

    @Override
    public Step lower(Instruction instruction) {
        return switch (instruction.operation()) {
            case FADD, FMUL, FSUB, FSUBR, FDIV, FDIVR -> arithmetic(instruction, false, false);
            case FADDP, FMULP, FSUBP, FSUBRP, FDIVP, FDIVRP -> arithmetic(instruction, false, true);
            case FIADD, FIMUL, FISUB, FISUBR, FIDIV, FIDIVR -> arithmetic(instruction, true, false);
            case FCOM -> compare(instruction, false, false, 0);
            case FCOMP -> compare(instruction, false, false, 1);
            case FCOMPP -> compare(instruction, false, false, 2);
            case FICOM -> compare(instruction, true, false, 0);
            case FICOMP -> compare(instruction, true, false, 1);
            case FUCOM -> compare(instruction, false, true, 0);
            case FUCOMP -> compare(instruction, false, true, 1);
            case FUCOMPP -> compare(instruction, false, true, 2);
            case FCOMI -> new X87Comparisons.ToFlags(last(instruction), false, false);
            case FCOMIP -> new X87Comparisons.ToFlags(last(instruction), false, true);
            case FUCOMI -> new X87Comparisons.ToFlags(last(instruction), true, false);
            case FUCOMIP -> new X87Comparisons.ToFlags(last(instruction), true, true);
            case FTST -> new X87Comparisons.WithZero();
            case FXAM -> new X87Comparisons.Examine();
            case FLD, FILD, FBLD -> load(instruction);
            case FST, FSTP, FIST, FISTP, FISTTP, FBSTP -> store(instruction);
            case FLD1, FLDZ, FLDL2T, FLDL2E, FLDPI, FLDLG2, FLDLN2 -> constant(instruction);
            case FXCH -> new X87Moves.Exchange(last(instruction));
            case FCMOVB, FCMOVE, FCMOVBE, FCMOVU, FCMOVNB, FCMOVNE, FCMOVNBE, FCMOVNU ->
                new X87Moves.Conditional(condition(instruction), last(instruction));
            case FCHS, FABS, FSQRT, FRNDINT, F2XM1, FSIN, FCOS, FPTAN, FSINCOS, FXTRACT ->
                new X87Functions.OfOne(instruction.operation());
            case FYL2X, FYL2XP1, FPATAN, FPREM, FPREM1, FSCALE -> new X87Functions.OfTwo(instruction.operation());
            case FDECSTP, FINCSTP, FFREE, FFREEP, FNOP, FWAIT, FNINIT, FNCLEX ->
                new X87Control.Plain(instruction.operation(), last(instruction, 0));
            case FNSTSW -> statusWord(instruction);
            case FLDCW, FNSTCW, FLDENV, FNSTENV, FRSTOR, FNSAVE -> new X87Control.InMemory(instruction.operation(),
                    AddressOf.of(memory(instruction), instruction), instruction.operandSize());
            default -> null;
        };
    }

    private static Step arithmetic(Instruction instruction, boolean isInteger, boolean pops) {
        X87Arithmetic.Kind kind = X87Arithmetic.Kind.of(instruction.operation());
        List<Operand> operands = instruction.operands();
        if (!operands.isEmpty() && operands.getLast() instanceof Operand.Memory) {
            return new X87Arithmetic.WithMemory(kind, X87Source.of(instruction, isInteger));
        }
        return switch (operands.size()) {
            case 0 -> new X87Arithmetic.OfRegisters(kind, 1, 0, true);
            case 1 -> pops
                    ? new X87Arithmetic.OfRegisters(kind, last(instruction), 0, true)
                    : new X87Arithmetic.OfRegisters(kind, 0, last(instruction), false);
            default -> new X87Arithmetic.OfRegisters(kind, stack(operands.getFirst()), last(instruction), pops);
        };
    }

    private static Step compare(Instruction instruction, boolean isInteger, boolean isQuiet, int pops) {
        List<Operand> operands = instruction.operands();
        if (!operands.isEmpty() && operands.getLast() instanceof Operand.Memory) {
            return new X87Comparisons.WithMemory(X87Source.of(instruction, isInteger), pops);
        }
        int other = operands.isEmpty() || pops == 2 ? 1 : last(instruction);
        return new X87Comparisons.OfRegisters(other, isQuiet, pops);
    }

    private static Step load(Instruction instruction) {
        if (instruction.operand(0) instanceof Operand.Memory) {
            boolean isInteger = instruction.operation() != Operation.FLD;
            return new X87Moves.Load(X87Source.of(instruction, isInteger));
        }
        return new X87Moves.Duplicate(last(instruction));
    }

    private static Step store(Instruction instruction) {
        boolean pops = switch (instruction.operation()) {
            case FST, FIST -> false;
            default -> true;
        };
        if (instruction.operands().getLast() instanceof Operand.Memory operand) {
            return new X87Stores(instruction.operation(), AddressOf.of(operand, instruction), operand.size(), pops);
        }
        return new X87Moves.Copy(last(instruction), pops);
    }

    private static Step constant(Instruction instruction) {
        return switch (instruction.operation()) {
            case FLD1 -> new X87Moves.One();
            case FLDZ -> new X87Moves.Zero();
            case FLDL2T -> new X87Moves.Rounded(Constant.LOG2_10);
            case FLDL2E -> new X87Moves.Rounded(Constant.LOG2_E);
            case FLDPI -> new X87Moves.Rounded(Constant.PI);
            case FLDLG2 -> new X87Moves.Rounded(Constant.LOG10_2);
            default -> new X87Moves.Rounded(Constant.LN_2);
        };
    }

    private static int condition(Instruction instruction) {
        return switch (instruction.operation()) {
            case FCMOVB -> 2;
            case FCMOVNB -> 3;
            case FCMOVE -> 4;
            case FCMOVNE -> 5;
            case FCMOVBE -> 6;
            case FCMOVNBE -> 7;
            case FCMOVU -> 10;
            default -> 11;
        };
    }

    private static Step statusWord(Instruction instruction) {
        return instruction.operands().getFirst() instanceof Operand.Memory operand
                ? new X87Control.InMemory(instruction.operation(), AddressOf.of(operand, instruction), 16)
                : new X87Control.StatusToAx();
    }

    private static Operand.Memory memory(Instruction instruction) {
        return (Operand.Memory) instruction.operand(0);
    }

    /** ST(i) of the last operand; ST(1) is implied where there is none. */
    private static int last(Instruction instruction) {
        return last(instruction, 1);
    }

    private static int last(Instruction instruction, int implied) {
        return instruction.operands().isEmpty() ? implied : stack(instruction.operands().getLast());
    }

    private static int stack(Operand operand) {
        return ((Operand.Stack) operand).index();
    }
}

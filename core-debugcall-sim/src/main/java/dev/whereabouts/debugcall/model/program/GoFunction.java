package dev.whereabouts.debugcall.model.program;

import static dev.whereabouts.debugcall.model.assembly.MemoryOperand.at;

import dev.whereabouts.amd64.abi.CallLayout;
import dev.whereabouts.amd64.abi.CallingConvention;
import dev.whereabouts.amd64.abi.Placement;
import dev.whereabouts.amd64.abi.RegisterPiece;
import dev.whereabouts.amd64.abi.Signature;
import dev.whereabouts.amd64.register.RegisterFile;
import dev.whereabouts.debugcall.model.assembly.Assembler;
import dev.whereabouts.debugcall.model.assembly.Assembler.Alu;
import dev.whereabouts.debugcall.model.assembly.Assembler.Scalar;
import dev.whereabouts.debugcall.model.assembly.Condition;
import dev.whereabouts.debugcall.model.assembly.Gpr;
import dev.whereabouts.debugcall.model.assembly.Label;
import dev.whereabouts.debugcall.model.assembly.MemoryOperand;
import dev.whereabouts.debugcall.model.assembly.Xmm;
import dev.whereabouts.debugcall.protocol.Version;
import java.util.List;
import java.util.function.Consumer;

/**
 * A Go function while it is written. Its body finds arguments and leaves results where ABIInternal has them: that is all there is to it in version
 * 2; in version 1, where everything is on the stack, the function loads them at its start and stores them at its end.
 */
final class GoFunction {

    private static final int SMALL_FRAME = 128;
    private static final int MEDIUM_FRAME = 4096;
    private static final int SAVED = 16;
    private static final int WORD = 8;
    private static final int THREAD_GOROUTINE = -8;

    /**
     * The part of the stack that a function takes.
     *
     * @param locals  bytes
     * @param atLeast bytes of the whole
     * @param callees functions whose arguments, results and spill areas it keeps room for
     */
    record Frame(int locals, int atLeast, List<String> callees) {

        /** No frame, and no stack check. */
        static final Frame NONE = new Frame(-1, 0, List.of());

        static Frame of(int locals, String... callees) {
            return new Frame(locals, 0, List.of(callees));
        }

        Frame atLeast(int bytes) {
            return new Frame(locals, bytes, callees);
        }
    }

    final Program program;
    final Assembler out;
    private final CallLayout internal;
    private final CallLayout actual;
    private final boolean hasFrame;
    private final int outgoing;
    private final int size;

    private GoFunction(Program program, String name, Frame frame) {
        this.program = program;
        out = program.out;
        Signature signature = program.signatureOf(name);
        internal = program.layout(signature, CallingConvention.ABI_INTERNAL);
        actual = program.layout(signature, program.version.convention());
        hasFrame = frame.locals >= 0;
        outgoing = frame.callees.stream().mapToInt(callee -> (int) area(callee).size()).max().orElse(0);
        size = Math.max(frame.atLeast, outgoing + frame.locals);
    }

    private CallLayout.ArgumentArea area(String callee) {
        return program.layout(program.signatureOf(callee), program.version.convention()).area().orElseThrow();
    }

    /** Writes a function; its body ends with {@link #ret}. */
    static void define(Program program, String name, String signature, Frame frame, Consumer<GoFunction> body) {
        define(program, name, signature, frame, false, body);
    }

    /** Writes a function that finds its context where the compiled code of its time looks for it: in RDX. */
    static void defineClosure(Program program, String name, String signature, Frame frame, Consumer<GoFunction> body) {
        define(program, name, signature, frame, true, body);
    }

    private static void define(Program program, String name, String signature, Frame frame, boolean isClosure,
            Consumer<GoFunction> body) {
        program.declare(name, signature);
        GoFunction function = new GoFunction(program, name, frame);
        int frameSize = function.hasFrame ? function.size + WORD : 0;
        program.write(name, frameSize, program.version.convention(), isClosure, () -> function.write(name, body));
    }

    private void write(String name, Consumer<GoFunction> body) {
        if (!hasFrame) {
            loadArguments();
            body.accept(this);
            return;
        }
        Label grow = new Label("grow");
        checkStack(program, program.version == Version.V2 ? Gpr.R14 : Gpr.RCX, size + WORD, grow);
        enter(out, size);
        loadArguments();
        body.accept(this);
        out.place(grow);
        program.unsafe(() -> {
            spill(true);
            out.call(program.function("runtime.morestack_noctxt.abi0"));
        });
        spill(false);
        out.jump(program.function(name));
    }

    /** Compares SP, or where it will be, with the bound in the goroutine's descriptor. @param frame bytes below the return address */
    static void checkStack(Program program, Gpr goroutine, int frame, Label grow) {
        Assembler out = program.out;
        if (goroutine == Gpr.RCX) {
            out.load(goroutine, new MemoryOperand.ThreadLocal(THREAD_GOROUTINE));
        }
        MemoryOperand bound = at(goroutine, AddressMap.STACK_BOUND);
        if (frame <= SMALL_FRAME) {
            out.alu(Alu.CMP, Gpr.RSP, bound);
        } else if (frame <= MEDIUM_FRAME) {
            out.address(Gpr.R12, at(Gpr.RSP, SMALL_FRAME - frame));
            out.alu(Alu.CMP, Gpr.R12, bound);
        } else {
            out.move(Gpr.R12, Gpr.RSP);
            program.unsafe(() -> {
                out.alu(Alu.SUB, Gpr.R12, frame - SMALL_FRAME);
                out.jump(Condition.BELOW, grow);
                out.alu(Alu.CMP, Gpr.R12, bound);
            });
        }
        program.unsafe(() -> out.jump(Condition.NOT_ABOVE, grow));
    }

    static void enter(Assembler out, int size) {
        out.push(Gpr.RBP);
        out.move(Gpr.RBP, Gpr.RSP);
        if (size > 0) {
            out.moveStack(-size);
        }
    }

    static void leave(Assembler out, int size) {
        if (size > 0) {
            out.moveStack(size);
        }
        out.pop(Gpr.RBP);
        out.ret();
    }

    /** Returns: version 1 stores the results. */
    void ret() {
        if (program.version == Version.V1) {
            for (int i = 0; i < internal.results().size(); i++) {
                move(internal.results().get(i), argumentBase() + offset(actual.results().get(i)), true);
            }
        }
        if (hasFrame) {
            leave(out, size);
        } else {
            out.ret();
        }
    }

    private long argumentBase() {
        return hasFrame ? size + SAVED : WORD;
    }

    private void loadArguments() {
        if (program.version == Version.V1) {
            for (int i = 0; i < internal.arguments().size(); i++) {
                move(internal.arguments().get(i), argumentBase() + offset(actual.arguments().get(i)), false);
            }
        }
    }

    /** Before the frame is there. */
    private void spill(boolean isStore) {
        if (program.version == Version.V2) {
            for (CallLayout.Assigned argument : internal.arguments()) {
                move(argument, WORD + offset(argument), isStore);
            }
        }
    }

    private void move(CallLayout.Assigned value, long offset, boolean isStore) {
        if (value.placement() instanceof Placement.InRegisters registers) {
            for (RegisterPiece piece : registers.pieces()) {
                move(piece, at(Gpr.RSP, offset + piece.offset()), isStore);
            }
        }
    }

    private void move(RegisterPiece piece, MemoryOperand memory, boolean isStore) {
        String register = RegisterFile.nameOf(piece.register());
        if (register.startsWith("X")) {
            Xmm vector = new Xmm(Integer.parseInt(register.substring(1)));
            Scalar width = piece.size() == 4 ? Scalar.SINGLE : Scalar.DOUBLE;
            if (isStore) {
                out.store(width, memory, vector);
            } else {
                out.load(width, vector, memory);
            }
            return;
        }
        Gpr general = Gpr.valueOf(Character.isDigit(register.charAt(1)) ? register : "R" + register);
        if (isStore) {
            out.store(memory, general, (int) piece.size());
        } else {
            out.loadUnsigned(general, memory, (int) piece.size());
        }
    }

    /** Of what is on the stack, or of the place to spill to. */
    private static long offset(CallLayout.Assigned value) {
        return switch (value.placement()) {
            case Placement.OnStack(long offset) -> offset;
            case Placement.InRegisters registers -> registers.spillOffset().orElse(0);
            case Placement.Undecided(String type) -> throw new IllegalStateException(type + " has no layout");
        };
    }

    /** Memory of an argument in the caller's frame. */
    MemoryOperand home(int argument, long offset) {
        return at(Gpr.RSP, argumentBase() + offset(actual.arguments().get(argument)) + offset);
    }

    /** Memory of a result that is on the stack in both versions. */
    MemoryOperand stackResult(int result, long offset) {
        return at(Gpr.RSP, argumentBase() + offset(actual.results().get(result)) + offset);
    }

    MemoryOperand local(long offset) {
        return at(Gpr.RSP, outgoing + offset);
    }

    /** Calls a Go function, its arguments and results where ABIInternal has them; what it takes on the stack is not passed. */
    void callGo(String name) {
        CallLayout inRegisters = program.layout(program.signatureOf(name), CallingConvention.ABI_INTERNAL);
        CallLayout onStack = program.layout(program.signatureOf(name), program.version.convention());
        boolean isStack = program.version == Version.V1;
        for (int i = 0; isStack && i < inRegisters.arguments().size(); i++) {
            move(inRegisters.arguments().get(i), offset(onStack.arguments().get(i)), true);
        }
        out.call(program.function(name));
        for (int i = 0; isStack && i < inRegisters.results().size(); i++) {
            move(inRegisters.results().get(i), offset(onStack.results().get(i)), false);
        }
    }

    /** Calls a function of the runtime that is no Go function: its operands and results are in registers. */
    void callRuntime(String name) {
        out.call(program.function(name));
    }
}

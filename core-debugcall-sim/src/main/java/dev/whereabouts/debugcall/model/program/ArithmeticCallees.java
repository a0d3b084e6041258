package dev.whereabouts.debugcall.model.program;

import static dev.whereabouts.debugcall.model.assembly.Gpr.RAX;
import static dev.whereabouts.debugcall.model.assembly.Gpr.RBX;
import static dev.whereabouts.debugcall.model.assembly.Gpr.RCX;
import static dev.whereabouts.debugcall.model.assembly.Gpr.RDX;
import static dev.whereabouts.debugcall.model.assembly.Gpr.RDI;
import static dev.whereabouts.debugcall.model.assembly.Gpr.RSI;
import static dev.whereabouts.debugcall.model.assembly.Gpr.R8;
import static dev.whereabouts.debugcall.model.assembly.Gpr.R9;
import static dev.whereabouts.debugcall.model.assembly.Gpr.R10;
import static dev.whereabouts.debugcall.model.assembly.Gpr.R11;
import static dev.whereabouts.debugcall.model.assembly.Gpr.R12;
import static dev.whereabouts.debugcall.model.assembly.Gpr.R13;
import static dev.whereabouts.debugcall.model.assembly.MemoryOperand.at;

import dev.whereabouts.debugcall.model.assembly.Assembler;
import dev.whereabouts.debugcall.model.assembly.Assembler.Alu;
import dev.whereabouts.debugcall.model.assembly.Assembler.Scalar;
import dev.whereabouts.debugcall.model.assembly.Assembler.Sse;
import dev.whereabouts.debugcall.model.assembly.Gpr;
import dev.whereabouts.debugcall.model.assembly.Label;
import dev.whereabouts.debugcall.model.assembly.Xmm;
import dev.whereabouts.debugcall.model.program.GoFunction.Frame;

/** Callees that compute: how numbers of every size and count travel. */
final class ArithmeticCallees {

    private static final Xmm X0 = new Xmm(0);
    private static final Xmm X1 = new Xmm(1);
    private static final Gpr[] INTEGERS = {RAX, RBX, RCX, RDI, RSI, R8, R9, R10, R11};

    private final Program program;
    private final Assembler out;

    ArithmeticCallees(Program program) {
        this.program = program;
        out = program.out;
    }

    void write() {
        GoFunction.define(program, "main.nop", "func()", Frame.NONE, GoFunction::ret);
        GoFunction.define(program, "main.intFloat", "func(x int, y float64) (int, float64)", Frame.NONE, f -> {
            out.increment(RAX);
            out.sse(Sse.ADD, Scalar.DOUBLE, X0, at(number(1)));
            f.ret();
        });
        smallInts();
        nineInts();
        manyInts();
        manyResults();
        manyFloats();
        complex();
        GoFunction.define(program, "main.(*T).Add", "method(*main.T) func(k int) int", Frame.NONE, f -> {
            out.alu(Alu.ADD, at(RAX), RBX);
            out.increment(at(RAX, 8));
            out.load(RAX, at(RAX));
            f.ret();
        });
    }

    private Label number(double value) {
        Label label = program.readOnly.reserve("$f64", 8, 8);
        program.readOnly.word(label, 0, Double.doubleToLongBits(value));
        return label;
    }

    private void smallInts() {
        GoFunction.define(program, "main.smallInts",
                "func(a int8, b uint8, c int16, d uint16, e int32, f uint32, g bool) "
                        + "(int8, uint8, int16, uint16, int32, uint32, bool)",
                Frame.NONE, f -> {
                    out.decrement(RAX);
                    out.increment(RBX);
                    out.decrement(RCX);
                    out.increment(RDI);
                    out.decrement(RSI);
                    out.increment(R8);
                    out.alu(Alu.XOR, R9, 1);
                    f.ret();
                });
    }

    /** As a compiler leaves it that does not optimise: all arguments go to their homes first, the debugger's frame must have room for them. */
    private void nineInts() {
        GoFunction.define(program, "main.nineInts",
                "func(a int, b int, c int, d int, e int, f int, g int, h int, i int) (int, int, int, int, int, int, int, int, int)",
                Frame.of(0x48),
                f -> {
                    for (int i = 0; i < INTEGERS.length; i++) {
                        out.store(f.home(i, 0), INTEGERS[i]);
                    }
                    for (int i = 0; i < INTEGERS.length; i++) {
                        out.load(INTEGERS[i], f.home(INTEGERS.length - 1 - i, 0));
                    }
                    f.ret();
                });
    }

    /** From the last to the first: the sum so far, and the sum of these sums, which weighs each with its number. */
    private void manyInts() {
        GoFunction.define(program, "main.manyInts",
                "func(a int, b int, c int, d int, e int, f int, g int, h int, i int, j int, k int, l int) (sum int, weighted int)",
                Frame.NONE, f -> {
                    out.clear(R12);
                    out.clear(R13);
                    for (int i = 11; i >= 0; i--) {
                        if (i < INTEGERS.length) {
                            out.alu(Alu.ADD, R12, INTEGERS[i]);
                        } else {
                            out.alu(Alu.ADD, R12, f.home(i, 0));
                        }
                        out.alu(Alu.ADD, R13, R12);
                    }
                    out.move(RAX, R12);
                    out.move(RBX, R13);
                    f.ret();
                });
    }

    private void manyResults() {
        GoFunction.define(program, "main.manyResults",
                "func(a int) (r0 int, r1 int, r2 int, r3 int, r4 int, r5 int, r6 int, r7 int, r8 int, r9 int, r10 int, r11 int)",
                Frame.NONE, f -> {
                    for (int i = 9; i < 12; i++) {
                        out.address(RDX, at(RAX, i));
                        out.store(f.stackResult(i, 0), RDX);
                    }
                    for (int i = 1; i < INTEGERS.length; i++) {
                        out.address(INTEGERS[i], at(RAX, i));
                    }
                    f.ret();
                });
    }

    private void manyFloats() {
        GoFunction.define(program, "main.manyFloats",
                "func(a float64, b float64, c float64, d float64, e float64, f float64, g float64, h float64, i float64, j float64, k float64, l float64, m float64, n float64, o float64, p float64, q float64) (s float64, last float64)",
                Frame.NONE,
                f -> {
                    for (int i = 1; i < 15; i++) {
                        out.sse(Sse.ADD, Scalar.DOUBLE, X0, new Xmm(i));
                    }
                    out.sse(Sse.ADD, Scalar.DOUBLE, X0, f.home(15, 0));
                    out.load(Scalar.DOUBLE, X1, f.home(16, 0));
                    out.sse(Sse.ADD, Scalar.DOUBLE, X0, X1);
                    f.ret();
                });
    }

    /** {@code a*b + 1, c * i}. */
    private void complex() {
        Label one = program.readOnly.reserve("$f32", 8, 8);
        program.readOnly.word(one, 0, Float.floatToIntBits(1));
        Xmm real = new Xmm(2);
        Xmm imaginary = new Xmm(3);
        Xmm newReal = new Xmm(4);
        Xmm newImaginary = new Xmm(5);
        Xmm zero = new Xmm(6);
        GoFunction.define(program, "main.float32s", "func(a float32, b float32, c complex128) (float32, complex128)",
                Frame.NONE, f -> {
                    out.sse(Sse.MUL, Scalar.SINGLE, X0, X1);
                    out.sse(Sse.ADD, Scalar.SINGLE, X0, at(one));
                    out.xor(zero, zero);
                    out.move(newReal, real);
                    out.sse(Sse.MUL, Scalar.DOUBLE, newReal, zero);
                    out.sse(Sse.SUB, Scalar.DOUBLE, newReal, imaginary);
                    out.move(newImaginary, imaginary);
                    out.sse(Sse.MUL, Scalar.DOUBLE, newImaginary, zero);
                    out.sse(Sse.ADD, Scalar.DOUBLE, newImaginary, real);
                    out.move(X1, newReal);
                    out.move(real, newImaginary);
                    f.ret();
                });
    }
}

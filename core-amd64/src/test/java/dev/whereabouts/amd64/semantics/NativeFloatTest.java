package dev.whereabouts.amd64.semantics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whereabouts.amd64.NativeCpu;
import dev.whereabouts.amd64.NativeCpu.State;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every scalar operation against the processor that the test runs on: values, exceptions, and what becomes of MXCSR. */
class NativeFloatTest {

    private static final int CASES = 3_000;
    private static final int SIGFPE = 8;

    private static NativeCpu cpu;

    /** An operation's two functions of the first operands of a state. */
    private interface Value {
        long of(long a, long b, long c, int mxcsr);
    }

    private interface Exceptions {
        int of(long a, long b, long c, int mxcsr);
    }

    private record Operation(String name, String code, FloatFormat format, boolean isInteger, Result result,
            Value value, Exceptions exceptions) {

        @Override
        public String toString() {
            return name;
        }
    }

    private enum Result {
        SINGLE, DOUBLE, GPR, STATUS
    }

    @BeforeAll
    static void compile(@TempDir Path directory) throws Exception {
        cpu = NativeCpu.in(directory);
    }

    private static Operation binary(String name, String code, FloatFormat format, Value value, Exceptions exceptions) {
        return new Operation(name, code, format, false,
                format == FloatFormat.SINGLE ? Result.SINGLE : Result.DOUBLE, value, exceptions);
    }

    private static Operation to(Result result, String name, String code, FloatFormat format, Value value,
            Exceptions exceptions) {
        return new Operation(name, code, format, false, result, value, exceptions);
    }

    static Stream<Operation> operations() {
        List<Operation> all = new ArrayList<>();
        FloatFormat f = FloatFormat.SINGLE;
        FloatFormat d = FloatFormat.DOUBLE;
        all.add(binary("addsd", "f20f58c1", d, (a, b, c, m) -> Float64.add(a, b, m),
                (a, b, c, m) -> Float64.addExceptions(a, b, m)));
        all.add(binary("addss", "f30f58c1", f, (a, b, c, m) -> Float32.add(a, b, m),
                (a, b, c, m) -> Float32.addExceptions(a, b, m)));
        all.add(binary("subsd", "f20f5cc1", d, (a, b, c, m) -> Float64.subtract(a, b, m),
                (a, b, c, m) -> Float64.subtractExceptions(a, b, m)));
        all.add(binary("subss", "f30f5cc1", f, (a, b, c, m) -> Float32.subtract(a, b, m),
                (a, b, c, m) -> Float32.subtractExceptions(a, b, m)));
        all.add(binary("mulsd", "f20f59c1", d, (a, b, c, m) -> Float64.multiply(a, b, m),
                (a, b, c, m) -> Float64.multiplyExceptions(a, b, m)));
        all.add(binary("mulss", "f30f59c1", f, (a, b, c, m) -> Float32.multiply(a, b, m),
                (a, b, c, m) -> Float32.multiplyExceptions(a, b, m)));
        all.add(binary("divsd", "f20f5ec1", d, (a, b, c, m) -> Float64.divide(a, b, m),
                (a, b, c, m) -> Float64.divideExceptions(a, b, m)));
        all.add(binary("divss", "f30f5ec1", f, (a, b, c, m) -> Float32.divide(a, b, m),
                (a, b, c, m) -> Float32.divideExceptions(a, b, m)));
        all.add(binary("minsd", "f20f5dc1", d, (a, b, c, m) -> Float64.minimum(a, b, m),
                (a, b, c, m) -> Float64.extremeExceptions(a, b, m)));
        all.add(binary("minss", "f30f5dc1", f, (a, b, c, m) -> Float32.minimum(a, b, m),
                (a, b, c, m) -> Float32.extremeExceptions(a, b, m)));
        all.add(binary("maxsd", "f20f5fc1", d, (a, b, c, m) -> Float64.maximum(a, b, m),
                (a, b, c, m) -> Float64.extremeExceptions(a, b, m)));
        all.add(binary("maxss", "f30f5fc1", f, (a, b, c, m) -> Float32.maximum(a, b, m),
                (a, b, c, m) -> Float32.extremeExceptions(a, b, m)));
        all.add(binary("sqrtsd", "f20f51c1", d, (a, b, c, m) -> Float64.squareRoot(b, m),
                (a, b, c, m) -> Float64.squareRootExceptions(b, m)));
        all.add(binary("sqrtss", "f30f51c1", f, (a, b, c, m) -> Float32.squareRoot(b, m),
                (a, b, c, m) -> Float32.squareRootExceptions(b, m)));
        all.add(to(Result.SINGLE, "cvtsd2ss", "f20f5ac1", d, (a, b, c, m) -> Float64.narrow(b, m),
                (a, b, c, m) -> Float64.narrowExceptions(b, m)));
        all.add(to(Result.DOUBLE, "cvtss2sd", "f30f5ac1", f, (a, b, c, m) -> Float32.widen(b, m),
                (a, b, c, m) -> Float32.widenExceptions(b, m)));
        all.add(to(Result.STATUS, "ucomisd", "660f2ec1", d, (a, b, c, m) -> Float64.compare(a, b, m),
                (a, b, c, m) -> Float64.compareExceptions(a, b, true, m)));
        all.add(to(Result.STATUS, "comisd", "660f2fc1", d, (a, b, c, m) -> Float64.compare(a, b, m),
                (a, b, c, m) -> Float64.compareExceptions(a, b, false, m)));
        all.add(to(Result.STATUS, "ucomiss", "0f2ec1", f, (a, b, c, m) -> Float32.compare(a, b, m),
                (a, b, c, m) -> Float32.compareExceptions(a, b, true, m)));
        all.add(to(Result.STATUS, "comiss", "0f2fc1", f, (a, b, c, m) -> Float32.compare(a, b, m),
                (a, b, c, m) -> Float32.compareExceptions(a, b, false, m)));
        for (int size = 32; size <= 64; size += 32) {
            int bits = size;
            String rex = size == 64 ? "48" : "";
            all.add(to(Result.GPR, "cvtsd2si" + size, "f2" + rex + "0f2dc1", d,
                    (a, b, c, m) -> Float64.toInteger(b, Mxcsr.roundingMode(m), bits, m),
                    (a, b, c, m) -> Float64.toIntegerExceptions(b, Mxcsr.roundingMode(m), bits, m)));
            all.add(to(Result.GPR, "cvttsd2si" + size, "f2" + rex + "0f2cc1", d,
                    (a, b, c, m) -> Float64.toInteger(b, Mxcsr.ZERO, bits, m),
                    (a, b, c, m) -> Float64.toIntegerExceptions(b, Mxcsr.ZERO, bits, m)));
            all.add(to(Result.GPR, "cvtss2si" + size, "f3" + rex + "0f2dc1", f,
                    (a, b, c, m) -> Float32.toInteger(b, Mxcsr.roundingMode(m), bits, m),
                    (a, b, c, m) -> Float32.toIntegerExceptions(b, Mxcsr.roundingMode(m), bits, m)));
            all.add(to(Result.GPR, "cvttss2si" + size, "f3" + rex + "0f2cc1", f,
                    (a, b, c, m) -> Float32.toInteger(b, Mxcsr.ZERO, bits, m),
                    (a, b, c, m) -> Float32.toIntegerExceptions(b, Mxcsr.ZERO, bits, m)));
            all.add(new Operation("cvtsi2sd" + size, "f2" + rex + "0f2ac1", d, true, Result.DOUBLE,
                    (a, b, c, m) -> Float64.fromInteger(bits == 32 ? (int) b : b, m),
                    (a, b, c, m) -> Float64.fromIntegerExceptions(bits == 32 ? (int) b : b, m)));
            all.add(new Operation("cvtsi2ss" + size, "f3" + rex + "0f2ac1", d, true, Result.SINGLE,
                    (a, b, c, m) -> Float32.fromInteger(bits == 32 ? (int) b : b, m),
                    (a, b, c, m) -> Float32.fromIntegerExceptions(bits == 32 ? (int) b : b, m)));
        }
        for (int mode = 0; mode < 4; mode++) {
            int rounding = mode;
            all.add(binary("roundsd" + mode, "660f3a0bc10" + mode, d,
                    (a, b, c, m) -> Float64.toIntegral(b, rounding, m),
                    (a, b, c, m) -> Float64.toIntegralExceptions(b, rounding, m)));
            all.add(binary("roundss" + mode, "660f3a0ac10" + mode, f,
                    (a, b, c, m) -> Float32.toIntegral(b, rounding, m),
                    (a, b, c, m) -> Float32.toIntegralExceptions(b, rounding, m)));
        }
        for (int i = 0; i < 32; i++) {
            int predicate = i;
            String immediate = HexFormat.of().toHexDigits((byte) i);
            all.add(binary("vcmpsd" + i, "c5fbc2c1" + immediate, d,
                    (a, b, c, m) -> Float64.holds(predicate, a, b, m) ? -1 : 0,
                    (a, b, c, m) -> Float64.predicateExceptions(predicate, a, b, m)));
            all.add(binary("vcmpss" + i, "c5fac2c1" + immediate, f,
                    (a, b, c, m) -> Float32.holds(predicate, a, b, m) ? 0xffffffffL : 0,
                    (a, b, c, m) -> Float32.predicateExceptions(predicate, a, b, m)));
        }
        String[] signs = {"vfmadd", "vfmsub", "vfnmadd", "vfnmsub"};
        for (int i = 0; i < 4; i++) {
            boolean product = i >= 2;
            boolean addend = (i & 1) != 0;
            // 132: 1 = 1 × 3 ± 2; 213: 1 = 2 × 1 ± 3; 231: 1 = 2 × 3 ± 1
            String low = "9bdf".substring(i, i + 1);
            all.add(binary(signs[i] + "132sd", "c4e2f19" + low + "c2", d,
                    (a, b, c, m) -> Float64.multiplyAdd(a, c, b, product, addend, m),
                    (a, b, c, m) -> Float64.multiplyAddExceptions(a, c, b, product, addend, m)));
            all.add(binary(signs[i] + "213sd", "c4e2f1a" + low + "c2", d,
                    (a, b, c, m) -> Float64.multiplyAdd(b, a, c, product, addend, m),
                    (a, b, c, m) -> Float64.multiplyAddExceptions(b, a, c, product, addend, m)));
            all.add(binary(signs[i] + "231sd", "c4e2f1b" + low + "c2", d,
                    (a, b, c, m) -> Float64.multiplyAdd(b, c, a, product, addend, m),
                    (a, b, c, m) -> Float64.multiplyAddExceptions(b, c, a, product, addend, m)));
            all.add(binary(signs[i] + "132ss", "c4e2719" + low + "c2", f,
                    (a, b, c, m) -> Float32.multiplyAdd(a, c, b, product, addend, m),
                    (a, b, c, m) -> Float32.multiplyAddExceptions(a, c, b, product, addend, m)));
            all.add(binary(signs[i] + "231ss", "c4e271b" + low + "c2", f,
                    (a, b, c, m) -> Float32.multiplyAdd(b, c, a, product, addend, m),
                    (a, b, c, m) -> Float32.multiplyAddExceptions(b, c, a, product, addend, m)));
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void isWhatTheProcessorDoes(Operation operation) throws Exception {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(operation.name.hashCode());
        List<State> states = new ArrayList<>();
        long[] operands = new long[CASES * 3];
        int[] controls = new int[CASES];
        FloatFormat format = operation.format;
        for (int i = 0; i < CASES; i++) {
            State state = new State();
            state.code = HexFormat.of().parseHex(operation.code);
            long a = FloatOperands.next(format, random);
            long b = FloatOperands.near(format, a, random);
            if (operation.isInteger) {
                b = random.nextLong() >> random.nextInt(64);
                state.gpr[1] = b;
            }
            long c = FloatOperands.near(format, b, random);
            if (random.nextInt(4) == 0) {
                c = FloatOperands.near(format, product(format, a, b) ^ (random.nextBoolean() ? format.signBit() : 0),
                        random);
            }
            state.vector[0] = operands[3 * i] = a;
            state.vector[4] = operands[3 * i + 1] = b;
            state.vector[8] = operands[3 * i + 2] = c;
            state.mxcsr = controls[i] = FloatOperands.mxcsr(random);
            states.add(state);
        }
        cpu.execute(states);
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < CASES; i++) {
            long a = operands[3 * i];
            long b = operands[3 * i + 1];
            long c = operands[3 * i + 2];
            int mxcsr = controls[i];
            int exceptions = operation.exceptions.of(a, b, c, mxcsr);
            boolean faults = Mxcsr.unmasked(mxcsr, exceptions) != 0;
            State state = states.get(i);
            long value = faults ? 0 : operation.value.of(a, b, c, mxcsr);
            long expected = faults ? 0 : switch (operation.result) {
                case SINGLE -> state.vector[0] & 0xffffffffL;
                case DOUBLE -> state.vector[0];
                case GPR -> state.gpr[0];
                case STATUS -> state.rflags & 0x8d5;
            };
            if (value != expected || (mxcsr | Mxcsr.seen(mxcsr, exceptions)) != state.mxcsr
                    || faults != (state.signal == SIGFPE)) {
                differences.add("%x %x %x with %x: %x %x %b, not %x %x %d".formatted(a, b, c, mxcsr, value,
                        (mxcsr | Mxcsr.seen(mxcsr, exceptions)), faults, expected, state.mxcsr, state.signal));
            }
        }
        assertThat(differences.subList(0, Math.min(5, differences.size()))).as("of " + differences.size()).isEmpty();
    }

    private static long product(FloatFormat format, long a, long b) {
        return format == FloatFormat.SINGLE
                ? Float.floatToRawIntBits(Float.intBitsToFloat((int) a) * Float.intBitsToFloat((int) b)) & 0xffffffffL
                : Double.doubleToRawLongBits(Double.longBitsToDouble(a) * Double.longBitsToDouble(b));
    }
}

package dev.whereabouts.amd64.x87;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.whereabouts.amd64.x87.ExtendedConversion.Stored;
import dev.whereabouts.amd64.x87.ExtendedFunctions.Constant;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The arithmetic against the processor that the test runs on: edge cases of every kind with each other, and random values. */
class NativeComparisonTest {

    private static final int RANDOM_PAIRS = 2_000;
    private static final int CONDITIONS = Status.C0 | Status.C2 | Status.C3;
    private static final int ALL = Status.EXCEPTIONS | Status.C1;

    private static final int[] CONTROL_WORDS = {0x37f, 0x77f, 0xb7f, 0xf7f, 0x27f, 0x07f, 0xe7f, 0xc7f};

    private static final long TOP = 1L << 63;
    private static final int[] EXPONENTS = {0, 1, 2, 0x3f80, 0x3fbe, 0x3ffd, 0x3ffe, 0x3fff, 0x4000, 0x4001, 0x400e,
            0x401e, 0x403d, 0x403e, 0x403f, 0x407e, 0x43fe, 0x7ffd, 0x7ffe, 0x7fff, 0x3c00, 0x3bcd, 0x3f6a};
    private static final long[] SIGNIFICANDS = {0, 1, TOP, TOP | 1, -1, TOP | TOP >>> 1, TOP | 0x7ff, TOP | 0x400,
            TOP >>> 1, -1L << 11, -1L << 40, TOP | 1L << 40, 0x123456789abcdefL};

    @TempDir
    Path folder;

    private record Pair(Extended a, Extended b) {}

    /** An operation by its number in the program. */
    private record Operation(int number, String name, int compared, Ours ours) {}

    @FunctionalInterface
    private interface Ours {
        Result apply(Extended a, Extended b, int control);
    }

    private static final List<Operation> EXACT = List.of(
            new Operation(0, "FADD", ALL, ExtendedArithmetic::add),
            new Operation(1, "FSUB", ALL, ExtendedArithmetic::subtract),
            new Operation(2, "FMUL", ALL, ExtendedArithmetic::multiply),
            new Operation(3, "FDIV", ALL, ExtendedArithmetic::divide),
            new Operation(4, "FSQRT", ALL, (a, b, control) -> ExtendedArithmetic.squareRoot(a, control)),
            new Operation(5, "FRNDINT", ALL, (a, b, control) -> ExtendedArithmetic.roundToInteger(a, control)),
            new Operation(6, "FSCALE", ALL, ExtendedArithmetic::scale),
            new Operation(13, "FCOM", ALL | CONDITIONS,
                    (a, b, control) -> new Result(a, ExtendedComparison.compare(a, b, false))),
            new Operation(14, "FUCOM", ALL | CONDITIONS,
                    (a, b, control) -> new Result(a, ExtendedComparison.compare(a, b, true))),
            new Operation(15, "FXAM", ALL | CONDITIONS,
                    (a, b, control) -> new Result(a, ExtendedComparison.classify(a))),
            new Operation(16, "FST m32", ALL, (a, b, control) -> bits(ExtendedConversion.toSingle(a, control))),
            new Operation(17, "FST m64", ALL, (a, b, control) -> bits(ExtendedConversion.toDouble(a, control))),
            new Operation(18, "FISTP m16", ALL,
                    (a, b, control) -> bits(masked(ExtendedConversion.toInteger(a, 16, false, control), 0xffffL))),
            new Operation(19, "FISTP m32", ALL,
                    (a, b, control) -> bits(masked(ExtendedConversion.toInteger(a, 32, false, control), 0xffffffffL))),
            new Operation(20, "FISTP m64", ALL,
                    (a, b, control) -> bits(ExtendedConversion.toInteger(a, 64, false, control))),
            new Operation(21, "FISTTP m64", ALL,
                    (a, b, control) -> bits(ExtendedConversion.toInteger(a, 64, true, control))),
            new Operation(22, "FBSTP", ALL, NativeComparisonTest::decimal),
            new Operation(23, "FLD m32", ALL,
                    (a, b, control) -> ExtendedConversion.ofSingle((int) a.significand())),
            new Operation(24, "FLD m64", ALL, (a, b, control) -> ExtendedConversion.ofDouble(a.significand())),
            new Operation(25, "FILD m64", ALL,
                    (a, b, control) -> Result.exact(ExtendedConversion.ofLong(a.significand()))),
            new Operation(26, "FXTRACT", ALL, (a, b, control) -> ExtendedArithmetic.exponentOf(a)));

    private static final List<Operation> REMAINDERS = List.of(
            new Operation(7, "FPREM", ALL | CONDITIONS,
                    (a, b, control) -> ExtendedArithmetic.remainder(a, b, false)),
            new Operation(8, "FPREM1", ALL | CONDITIONS,
                    (a, b, control) -> ExtendedArithmetic.remainder(a, b, true)));

    private static final List<Operation> CONSTANTS = List.of(
            new Operation(30, "FLDPI", 0, (a, b, control) -> constant(Constant.PI, control)),
            new Operation(31, "FLDL2T", 0, (a, b, control) -> constant(Constant.LOG2_10, control)),
            new Operation(32, "FLDL2E", 0, (a, b, control) -> constant(Constant.LOG2_E, control)),
            new Operation(33, "FLDLG2", 0, (a, b, control) -> constant(Constant.LOG10_2, control)),
            new Operation(34, "FLDLN2", 0, (a, b, control) -> constant(Constant.LN_2, control)));

    private static final List<Operation> TRANSCENDENTAL = List.of(
            new Operation(9, "F2XM1", 0,
                    (a, b, control) -> ExtendedFunctions.powerOfTwoLessOne(a, control)),
            new Operation(10, "FYL2X", 0, (a, b, control) -> ExtendedFunctions.timesLogarithm(b, a, control)),
            new Operation(11, "FYL2XP1", 0,
                    (a, b, control) -> ExtendedFunctions.timesLogarithmOfOnePlus(b, a, control)),
            new Operation(12, "FPATAN", 0, (a, b, control) -> ExtendedFunctions.arctangent(b, a, control)));

    private static Result constant(Constant constant, int control) {
        return Result.exact(constant.rounded(control));
    }

    private static Stored masked(Stored stored, long mask) {
        return new Stored(stored.bits() & mask, stored.status());
    }

    /** Stored bits where the program's answer has them. */
    private static Result bits(Stored stored) {
        return new Result(new Extended(0, stored.bits()), stored.status());
    }

    private static Result decimal(Extended a, Extended b, int control) {
        Stored integer = PackedDecimal.toInteger(a, control);
        return (integer.status() & Status.IE) != 0
                ? new Result(new Extended(PackedDecimal.INDEFINITE_HIGH, PackedDecimal.INDEFINITE_LOW), Status.IE)
                : new Result(new Extended(PackedDecimal.high(integer.bits(), a.isNegative()),
                        PackedDecimal.low(integer.bits())), integer.status());
    }

    @Test
    void roundedOperationsGiveTheProcessorsBitsAndStatus() throws Exception {
        assertThat(differences(EXACT, pairs(1))).isEmpty();
    }

    @Test
    void remaindersGiveTheProcessorsBitsAndQuotient() throws Exception {
        assertThat(differences(REMAINDERS, pairs(2))).isEmpty();
    }

    @Test
    void constantsAreRoundedAsTheProcessorRoundsThem() throws Exception {
        assertThat(differences(CONSTANTS, List.of(new Pair(Extended.ONE, Extended.ONE)))).isEmpty();
    }

    /** Processors differ in the last bit: what they all promise is an error below one unit in the last place (SDM volume 1, section 8.3.10). */
    @Test
    void transcendentalFunctionsAreWithinOneUnitOfTheProcessors() throws Exception {
        List<Pair> pairs = new ArrayList<>();
        Random random = new Random(3);
        for (int i = 0; i < 500; i++) {
            pairs.add(new Pair(near(random, 0x3fd0, 0x3ffd), near(random, 0x3ff0, 0x4010)));
        }
        List<String> differences = new ArrayList<>();
        for (Operation operation : TRANSCENDENTAL) {
            byte[] answers = run(List.of(operation), pairs, new int[]{0x37f});
            for (int i = 0; i < pairs.size(); i++) {
                Extended a = pairs.get(i).a();
                Extended b = pairs.get(i).b();
                Extended theirs = value(answers, i);
                Extended ours = operation.ours().apply(a, b, 0x37f).value();
                boolean isClose = theirs.signExponent() == ours.signExponent()
                        && Math.abs(theirs.significand() - ours.significand()) <= 1 || theirs.equals(ours);
                if (!isClose) {
                    differences.add(operation.name() + " " + a + " " + b + ": " + ours + ", processor " + theirs);
                }
            }
        }
        assertThat(differences).isEmpty();
    }

    private static Extended near(Random random, int leastExponent, int mostExponent) {
        int exponent = leastExponent + random.nextInt(mostExponent - leastExponent + 1);
        return new Extended(exponent, random.nextLong() | TOP);
    }

    private static List<Pair> pairs(int seed) {
        List<Extended> edges = new ArrayList<>();
        for (int exponent : EXPONENTS) {
            for (long significand : SIGNIFICANDS) {
                edges.add(new Extended(exponent, significand));
            }
        }
        Random random = new Random(seed);
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < RANDOM_PAIRS; i++) {
            Extended a = any(edges, random);
            Extended b = random.nextInt(3) == 0
                    ? new Extended(a.signExponent() + random.nextInt(5) - 2 & 0xffff, random.nextLong() | TOP)
                    : any(edges, random);
            pairs.add(new Pair(a, b));
        }
        return pairs;
    }

    private static Extended any(List<Extended> edges, Random random) {
        Extended value = random.nextBoolean()
                ? edges.get(random.nextInt(edges.size()))
                : new Extended(0x3fff + random.nextInt(140) - 70, random.nextLong() | TOP);
        return random.nextBoolean() ? value : value.negate();
    }

    private List<String> differences(List<Operation> operations, List<Pair> pairs) throws Exception {
        byte[] answers = run(operations, pairs, CONTROL_WORDS);
        List<String> differences = new ArrayList<>();
        // how far a remainder that is not complete gets differs from maker to maker; ours is AMD's
        boolean isAmd = Files.readString(Path.of("/proc/cpuinfo")).contains("AuthenticAMD");
        int at = 0;
        for (Operation operation : operations) {
            for (int control : CONTROL_WORDS) {
                for (Pair pair : pairs) {
                    Result ours = operation.ours().apply(pair.a(), pair.b(), control);
                    Extended theirs = value(answers, at);
                    int status = ByteBuffer.wrap(answers).order(ByteOrder.LITTLE_ENDIAN).getShort(at * 12 + 10);
                    boolean isFree = !isAmd && (status & operation.compared() & Status.C2) != 0;
                    boolean isEqual = (ours.value().equals(theirs) || isFree)
                            && ((ours.status() ^ status) & operation.compared()) == 0;
                    if (!isEqual && differences.size() < 20) {
                        differences.add(
                                "%s %04x:%016x %04x:%016x control %x: %04x:%016x status %x, processor %04x:%016x status %x"
                                        .formatted(operation.name(), pair.a().signExponent(), pair.a().significand(),
                                                pair.b().signExponent(), pair.b().significand(), control,
                                                ours.value().signExponent(), ours.value().significand(),
                                                ours.status() & operation.compared(), theirs.signExponent(),
                                                theirs.significand(), status & operation.compared()));
                    }
                    at++;
                }
            }
        }
        return differences;
    }

    private static Extended value(byte[] answers, int index) {
        ByteBuffer bytes = ByteBuffer.wrap(answers).order(ByteOrder.LITTLE_ENDIAN);
        return new Extended(bytes.getShort(index * 12 + 8) & 0xffff, bytes.getLong(index * 12));
    }

    private byte[] run(List<Operation> operations, List<Pair> pairs, int[] controls) throws Exception {
        ByteBuffer input = ByteBuffer.allocate(operations.size() * pairs.size() * controls.length * 23)
                .order(ByteOrder.LITTLE_ENDIAN);
        for (Operation operation : operations) {
            for (int control : controls) {
                for (Pair pair : pairs) {
                    input.put((byte) operation.number()).putShort((short) control);
                    for (Extended value : List.of(pair.a(), pair.b())) {
                        input.putLong(value.significand()).putShort((short) value.signExponent());
                    }
                }
            }
        }
        Path in = Files.write(folder.resolve("input"), input.array());
        Path out = folder.resolve("output");
        Process process = new ProcessBuilder(program().toString()).redirectInput(in.toFile())
                .redirectOutput(out.toFile()).start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        return Files.readAllBytes(out);
    }

    private Path program() throws IOException, InterruptedException {
        if (!System.getProperty("os.arch").equals("amd64")) {
            abort("skipped: this machine has no x87 unit");
        }
        Path source = folder.resolve("native.c");
        try (InputStream in = NativeComparisonTest.class.getResourceAsStream("native.c")) {
            Files.write(source, in.readAllBytes());
        }
        Path program = folder.resolve("native");
        try {
            Process compiler = new ProcessBuilder("gcc", "-O1", "-o", program.toString(), source.toString())
                    .inheritIO().start();
            assertThat(compiler.waitFor()).isZero();
        } catch (IOException e) {
            abort("skipped: there is no gcc on this machine");
        }
        return program;
    }
}

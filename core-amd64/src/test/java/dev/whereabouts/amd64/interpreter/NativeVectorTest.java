package dev.whereabouts.amd64.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whereabouts.amd64.NativeCpu;
import dev.whereabouts.amd64.NativeCpu.State;
import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.cpu.FaultKind;
import dev.whereabouts.amd64.cpu.Flags;
import dev.whereabouts.amd64.cpu.GuestFault;
import dev.whereabouts.amd64.instruction.Decoder;
import dev.whereabouts.amd64.instruction.Instruction;
import dev.whereabouts.amd64.instruction.Operand;
import dev.whereabouts.amd64.instruction.Operation;
import dev.whereabouts.amd64.memory.GuestMemory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every vector instruction that the decoder knows, with random registers, memory, immediates and MXCSR, against the processor that the test runs
 * on: results, flags, exceptions and faults.
 */
class NativeVectorTest {

    private static final int STATES = 5;
    private static final int SIGBUS = 7;
    private static final int SIGFPE = 8;
    private static final int SIGSEGV = 11;
    private static final long CODE = 0x20000000L;
    /** The first of the opcodes in map 0F 38 whose index register is a vector. */
    private static final int GATHERS = 0x90;
    private static final String[] MAPS = {"0f", "0f38", "0f3a"};
    private static final String[] PREFIXES = {"", "66", "f3", "f2"};

    /** Only approximated, each processor in its own way. */
    private static final Set<Operation> APPROXIMATE = EnumSet.of(Operation.RCPPS, Operation.RCPSS, Operation.RSQRTPS,
            Operation.RSQRTSS);

    private static final List<Lowering> LOWERINGS = List.of(new FrequentDoubles(), new FrequentVectors(),
            new VectorMoveLowering(), new VectorFloatLowering(),
            new VectorConversionLowering(), new VectorIntegerLowering(), new VectorShuffleLowering(),
            new VectorElementLowering(), new VectorStateLowering(), new FmaLowering(), new HorizontalLowering(),
            new VectorLaneLowering(), new VectorMaskLowering());

    private static NativeCpu processor;

    private record Case(Instruction instruction, Step step, State state, Cpu before, byte[] memory) {}

    @BeforeAll
    static void compile(@TempDir Path directory) throws Exception {
        processor = NativeCpu.in(directory);
    }

    @ParameterizedTest
    @CsvSource({"false, 0", "false, 1", "false, 2", "true, 0", "true, 1", "true, 2"})
    void doesWhatTheProcessorDoes(boolean isVex, int map) throws Exception {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(map);
        List<Case> cases = new ArrayList<>();
        Decoder decoder = new Decoder();
        for (int opcode = 0; opcode < 256; opcode++) {
            if (!isVex && map == 0 && (opcode == 0x38 || opcode == 0x3a)) {
                continue;
            }
            for (int form = 0; form < (isVex ? 16 : 8); form++) {
                for (int i = 0; i < STATES; i++) {
                    add(cases, decoder, code(isVex, map, opcode, form, random), random);
                }
            }
        }
        processor.execute(cases.stream().map(Case::state).toList());
        Map<String, String> differences = new TreeMap<>();
        for (Case tried : cases) {
            String difference = difference(tried);
            if (difference != null) {
                differences.putIfAbsent(tried.instruction.operation() + (isVex ? " VEX" : ""), difference);
            }
        }
        assertThat(cases).isNotEmpty();
        assertThat(differences).as(differences.size() + " operations").isEmpty();
    }

    /** An encoding with registers 0 to 3, or memory at RDI. @param form prefix in bits 0 and 1, then REX.W, then VEX.L */
    private static byte[] code(boolean isVex, int map, int opcode, int form, RandomGenerator random) {
        int prefix = form & 3;
        boolean isWide = (form & 4) != 0;
        int reg = random.nextInt(4);
        int modrm = random.nextBoolean() ? 0xc0 | reg << 3 | random.nextInt(4) : reg << 3 | 7;
        HexFormat hex = HexFormat.of();
        StringBuilder code = new StringBuilder();
        if (isVex) {
            int third = (isWide ? 0x80 : 0) | (15 - random.nextInt(4)) << 3 | (form & 8) >> 1
                    | prefix;
            if (random.nextInt(4) == 0) {
                third |= 0x78;
            }
            code.append("c4").append(hex.toHexDigits((byte) (0xe1 + map))).append(hex.toHexDigits((byte) third));
        } else {
            code.append(PREFIXES[prefix]).append(isWide ? "48" : "").append(MAPS[map]);
        }
        code.append(hex.toHexDigits((byte) opcode));
        if (isVex && map == 1 && (opcode & 0xfc) == GATHERS && random.nextInt(8) != 0) {
            int sib = random.nextInt(4) << 6 | random.nextInt(4) << 3 | 7;
            code.append(hex.toHexDigits((byte) (reg << 3 | 4))).append(hex.toHexDigits((byte) sib));
        } else {
            code.append(hex.toHexDigits((byte) modrm)).append(hex.toHexDigits((byte) random.nextInt()));
        }
        return HexFormat.of().parseHex(code);
    }

    private static void add(List<Case> cases, Decoder decoder, byte[] bytes, RandomGenerator random) {
        byte[] padded = Arrays.copyOf(bytes, 15);
        if (!(decoder.decode(padded, 15, CODE) instanceof Instruction instruction)
                || APPROXIMATE.contains(instruction.operation())) {
            return;
        }
        Step step = LOWERINGS.stream().map(lowering -> lowering.lower(instruction)).filter(Objects::nonNull)
                .findFirst().orElse(null);
        if (step == null) {
            return;
        }
        State state = new State();
        state.code = Arrays.copyOf(padded, instruction.length());
        for (int i = 0; i < 16; i++) {
            state.gpr[i] = random.nextLong() >> random.nextInt(64);
        }
        state.gpr[Cpu.RSP] = 0;
        state.gpr[7] = NativeCpu.MEMORY + 32 * random.nextInt(2) + (random.nextInt(6) == 0 ? random.nextInt(16) : 0);
        state.mxcsr = mxcsr(random);
        state.rflags = 0x202 | random.nextInt() & Flags.ARITHMETIC;
        int kind = random.nextInt(5);
        for (int i = 0; i < 16; i++) {
            state.vector[i] = word(kind, random);
        }
        for (int i = 0; i < 16; i++) {
            long word = instruction.operation() == Operation.LDMXCSR ? mxcsr(random) : word(kind, random);
            for (int j = 0; j < 8; j++) {
                state.memory[8 * i + j] = (byte) (word >>> 8 * j);
            }
        }
        Cpu before = new Cpu();
        System.arraycopy(state.gpr, 0, before.gpr, 0, 16);
        System.arraycopy(state.vector, 0, before.vector, 0, 64);
        before.mxcsr = state.mxcsr;
        before.setRflags(state.rflags);
        cases.add(new Case(instruction, step, state, before, state.memory.clone()));
    }

    private static int mxcsr(RandomGenerator random) {
        int value = 0x1f80 | (random.nextBoolean() ? random.nextInt(4) << 13 : 0);
        if (random.nextInt(6) == 0) {
            value &= ~(1 << 7 + random.nextInt(6));
        }
        value |= random.nextInt(5) == 0 ? 1 << 6 : 0;
        value |= random.nextInt(5) == 0 ? 1 << 15 : 0;
        return value | (random.nextBoolean() ? 0x20 & value >> 7 : 0);
    }

    /** Doubles, singles, whole numbers, bytes of a small alphabet, or anything. */
    private static long word(int kind, RandomGenerator random) {
        return switch (kind) {
            case 0 -> single(random) | single(random) << 32;
            case 1 -> random.nextInt(3) == 0
                    ? random.nextLong()
                    : (random.nextBoolean() ? Long.MIN_VALUE : 0)
                            | new long[]{0, 1, 0x3ff, 0x400, 0x3fe, 0x7ff, 0x7fe, 0x43e, 0x41e, 0x200}[random
                                    .nextInt(10)] << 52
                            | (random.nextBoolean() ? random.nextLong() >>> 12 : random.nextInt(3));
            case 2 -> (long) (random.nextInt(9) - 4) << 32 * random.nextInt(2);
            case 3 -> random.nextLong() & 0x0303030303030303L;
            default -> random.nextLong();
        };
    }

    private static long single(RandomGenerator random) {
        return random.nextInt(3) == 0
                ? random.nextInt() & 0xffffffffL
                : (random.nextBoolean() ? 0x80000000L : 0)
                        | new long[]{0, 1, 0x7f, 0x80, 0x7e, 0xff, 0xfe, 0x9e, 0xbe, 0x40}[random.nextInt(10)] << 23
                        | (random.nextBoolean() ? random.nextInt() >>> 9 : random.nextInt(3));
    }

    private static String difference(Case tried) {
        Cpu cpu = new Cpu();
        cpu.copyFrom(tried.before);
        GuestMemory memory = new GuestMemory(1 << 16, 10);
        memory.map(0x10000000L, GuestMemory.PAGE, GuestMemory.READ | GuestMemory.WRITE);
        memory.poke(NativeCpu.MEMORY, tried.memory, 0, tried.memory.length);
        FaultKind fault = null;
        try {
            tried.step.execute(cpu, memory);
        } catch (GuestFault e) {
            fault = e.kind();
        }
        byte[] after = new byte[tried.memory.length];
        memory.read(NativeCpu.MEMORY, after, 0, after.length);
        State expected = tried.state;
        int signal = fault == null ? 0 : fault == FaultKind.SIMD ? SIGFPE : SIGSEGV;
        String what = null;
        // a step does not know that its memory is reached through the stack: that is the interpreter's to tell
        if (signal != (expected.signal == SIGBUS ? SIGSEGV : expected.signal)) {
            what = "signal " + signal + " not " + expected.signal;
        } else if (!Arrays.equals(cpu.vector, expected.vector)) {
            int at = Arrays.mismatch(cpu.vector, expected.vector);
            what = "YMM%d word %d: %x not %x".formatted(at / 4, at % 4, cpu.vector[at], expected.vector[at]);
        } else if (cpu.mxcsr != expected.mxcsr) {
            what = "MXCSR %x not %x".formatted(cpu.mxcsr, expected.mxcsr);
        } else if (cpu.status() != (expected.rflags & Flags.ARITHMETIC)) {
            what = "flags %x not %x".formatted(cpu.status(), expected.rflags & Flags.ARITHMETIC);
        } else if (!Arrays.equals(after, expected.memory)) {
            what = "memory";
        } else {
            for (int i = 0; i < 16 && what == null; i++) {
                if (i != Cpu.RSP && cpu.gpr[i] != expected.gpr[i]) {
                    what = "register %d: %x not %x".formatted(i, cpu.gpr[i], expected.gpr[i]);
                }
            }
        }
        return what == null ? null : what + " " + description(tried);
    }

    private static String description(Case tried) {
        StringBuilder text = new StringBuilder(HexFormat.of().formatHex(tried.state.code));
        for (Operand operand : tried.instruction.operands()) {
            text.append(' ').append(operand);
        }
        text.append(" mxcsr ").append(Integer.toHexString(tried.before.mxcsr));
        for (int i = 0; i < 16; i++) {
            text.append(i % 4 == 0 ? "; " : " ").append(Long.toHexString(tried.before.vector[i]));
        }
        return text + "; " + HexFormat.of().formatHex(tried.memory, 0, 64);
    }
}

package dev.whereabouts.amd64.disassembly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whereabouts.amd64.instruction.Decoder;
import dev.whereabouts.amd64.instruction.Decoding;
import dev.whereabouts.amd64.instruction.Instruction;
import dev.whereabouts.amd64.instruction.Operand;
import dev.whereabouts.amd64.instruction.Operation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every opcode of every map, with each prefix that may be part of it and each value of ModRM.reg: what is accepted is what objdump reads, and
 * what is refused is no instruction to objdump either, or one of those that are left out on purpose.
 */
class OpcodeSpaceTest {

    private static final int STRIDE = 16;
    private static final byte NOP = (byte) 0x90;

    /** Instructions of which objdump prints other sizes or names: their length is compared. */
    private static final Set<Operation> NAMED_OTHERWISE = EnumSet.of(Operation.LAR, Operation.LSL, Operation.LSS,
            Operation.LFS, Operation.LGS, Operation.CALL_FAR, Operation.JMP_FAR, Operation.SGDT, Operation.SIDT,
            Operation.LGDT, Operation.LIDT, Operation.MOVSXD, Operation.MOVMSKPS, Operation.MOVMSKPD,
            Operation.PMOVMSKB, Operation.NOP, Operation.PREFETCH, Operation.INS, Operation.OUTS, Operation.SYSRET,
            Operation.SYSEXIT, Operation.WBINVD, Operation.PCMPESTRI, Operation.PCMPESTRM, Operation.MOVDQ2Q,
            Operation.LDDQU, Operation.FXSAVE, Operation.FXRSTOR, Operation.XSAVE, Operation.XRSTOR,
            Operation.XSAVEOPT, Operation.XSAVEC);

    /** Instructions that processors execute in encodings that objdump refuses. */
    private static final Set<Operation> WIDER = EnumSet.of(Operation.BSF, Operation.BSR, Operation.FCOM,
            Operation.FCOMP, Operation.FSTP, Operation.FXCH, Operation.LFENCE, Operation.MFENCE, Operation.SFENCE,
            Operation.NOP, Operation.WBINVD);

    /** Mnemonics of what objdump reads and the decoder leaves out. */
    private static final Pattern LEFT_OUT = Pattern.compile(String.join("|",
            // the operating system's and the hypervisor's, and what raises an invalid-opcode exception in user mode
            "vm(call|launch|resume|xoff|xon|load|save|run|mcall|gexit|func|ptrld|ptrst|clear|read|write)",
            "inv(ept|vpid|pcid|lpga|lpgb)",
            "skinit|clgi|stgi|clac|stac|rsm|monitorx?|mwaitx?|pconfig|encl[suv]|seam(call|ops|ret)|tdcall|tlbsync|psmash|pvalidate",
            "rmp(adjust|query|update)|(rd|wr)msrlist|wrmsrns|getsec|hreset|clzero|mcommit|rdpru|rdpkru|wrpkru|(xsaves|xrstors)(64)?",
            // shadow stacks, user interrupts, waiting, tracing, transactions
            "incssp[dq]|rstorssp|saveprevssp|setssbsy|clrssbsy|wru?ss[dq]|uiret|testui|clui|stui|senduipi|umonitor|umwait|tpause|ptwrite",
            "xbegin|xabort|xend|xtest|xresldtrk|xsusldtrk",
            // stores past the caches, key locker, remote atomics, Galois fields, VIA's, AMD's SSE4a, FMA4 and XOP, 3DNow!
            "movdir(i|64b)|enqcmds?|aes(enc|dec)(wide)?(128|256)kl|encodekey(128|256)|loadiwkey|aadd|aand|aor|axor|v?gf2p8(mulb|affine(inv)?qb)",
            "montmul|xsha(1|256)|xcrypt[a-z]+|xstore(-rng)?|extrq|insertq|movnts[sd]|vfn?m(add|sub|addsub|subadd)[ps][sd]|vpermil2p[sd]",
            "femms|pfcmpge|vprotb",
            // newer than AVX2: masks, tiles, wider AES, neural networks, half precision
            "k(add|andn?|mov|not|or|ortest|shift[lr]|test|unpck|xnor|xor)[bwdq]+|(ld|st)tilecfg|tdp[a-z0-9]+|tile[a-z0-9]+|vaes(enc|dec)(last)?",
            "vpclmul[a-z]*qdq|vpdp[a-z]+|\\{vex}|vbcstne[a-z0-9]+|vcvtne[a-z0-9]+|cmp[a-z]+xadd|vpmadd52[lh]uq",
            // the 80287's
            "frstpm",
            // objdump ignores a prefix, VEX.pp or VEX.vvvv, with which there is no instruction
            "fxsave|fxrstor|xsavec?|pmovmskb|v?ldmxcsr|v?stmxcsr|vzeroall|vzeroupper|xsetbv"));

    /** CS cannot be written; control registers are for the operating system, and objdump reads those that do not exist. */
    private static final Pattern LEFT_OUT_MOVE = Pattern.compile("mov (cs|.*\\b[cd]r[0-9]).*");

    private final Decoder decoder = new Decoder();
    private final Map<String, String> differences = new TreeMap<>();
    private final Set<String> leftOut = new TreeSet<>();
    private int accepted;

    @Test
    void acceptsWhatObjdumpAccepts(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("opcodes");
        byte[] all = opcodes();
        Files.write(file, all);
        Objdump.lines(file, List.of("-D", "-b", "binary", "-m", "i386:x86-64"), line -> {
            if (line.address() % STRIDE == 0) {
                compare(Arrays.copyOfRange(all, (int) line.address(), (int) line.address() + STRIDE - 1), line);
            }
        });
        assertThat(differences).isEmpty();
        assertThat(accepted).isGreaterThan(40_000);
        leftOut.removeIf(text -> LEFT_OUT.matcher(text.split("[ \\[]")[0]).matches()
                || LEFT_OUT_MOVE.matcher(text).matches());
        assertThat(leftOut).isEmpty();
    }

    private static byte[] opcodes() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (String prefix : List.of("", "66", "f3", "f2", "48")) {
            for (String map : List.of("", "0f", "0f38", "0f3a")) {
                for (int opcode = 0; opcode < 256; opcode++) {
                    if (!map.isEmpty() || !isPrefix(opcode)) {
                        legacy(all, prefix + map, opcode);
                    }
                }
            }
        }
        for (int map = 1; map <= 3; map++) {
            for (int opcode = 0; opcode < 256; opcode++) {
                for (int last = 0; last < 256; last++) {
                    // vvvv is either of two values
                    if ((last >> 3 & 15) == 15 || (last >> 3 & 15) == 9) {
                        vex(all, map, last, opcode);
                    }
                }
            }
        }
        return all.toByteArray();
    }

    private static boolean isPrefix(int opcode) {
        return switch (opcode) {
            case 0x0f, 0x26, 0x2e, 0x36, 0x3e, 0x62, 0x64, 0x65, 0x66, 0x67, 0x9b, 0xc4, 0xc5, 0xf0, 0xf2, 0xf3 -> true;
            default -> opcode >> 4 == 4;
        };
    }

    private static void legacy(ByteArrayOutputStream all, String before, int opcode) {
        for (int reg = 0; reg < 8; reg++) {
            put(all, before, opcode, reg << 3);
            put(all, before, opcode, 0xc1 | reg << 3);
        }
        put(all, before, opcode, 0x44);
        put(all, before, opcode, 0x05);
    }

    private static void vex(ByteArrayOutputStream all, int map, int last, int opcode) {
        String before = HexFormat.of().formatHex(new byte[]{(byte) 0xc4, (byte) (0xe0 | map), (byte) last});
        put(all, before, opcode, 0x4c);
        put(all, before, opcode, 0xd3);
        boolean isGroup = opcode >= 0x71 && opcode <= 0x73 || opcode == 0xf3 || opcode == 0xae;
        for (int reg = 0; isGroup && reg < 8; reg++) {
            put(all, before, opcode, reg << 3);
            put(all, before, opcode, 0xc0 | reg << 3);
        }
    }

    private static void put(ByteArrayOutputStream all, String before, int opcode, int modRm) {
        byte[] instruction = HexFormat.of().parseHex(before);
        all.writeBytes(instruction);
        all.write(opcode);
        all.write(modRm);
        for (int i = instruction.length + 2; i < STRIDE; i++) {
            all.write(NOP);
        }
    }

    private void compare(byte[] bytes, Objdump.Line line) {
        Decoding decoding = decoder.decode(bytes, bytes.length, line.address());
        boolean isBad = line.text().contains("(bad)") || line.text().contains("?");
        if (decoding instanceof Instruction instruction) {
            accepted++;
            boolean isSame = isBad
                    ? WIDER.contains(instruction.operation())
                    : instruction.length() == line.bytes().length
                            && (isNamedOtherwise(instruction) || Notation.isSame(instruction, line.text()));
            if (!isSame) {
                differences.putIfAbsent(instruction.operation() + (isBad ? " is bad" : ""),
                        HexFormat.of().formatHex(bytes) + " " + line.text() + ": "
                                + IntelSyntax.of(instruction));
            }
        } else if (!isBad) {
            leftOut.add(Notation.plain(line.text(), 64));
        }
    }

    private static boolean isNamedOtherwise(Instruction instruction) {
        List<Operand> operands = instruction.operands();
        boolean isCutBranch = instruction.operandSize() == 16 && !operands.isEmpty()
                && operands.getFirst() instanceof Operand.Target;
        boolean movesSegment = instruction.operation() == Operation.MOV
                && operands.stream().anyMatch(Operand.Segment.class::isInstance);
        boolean movesScalar = instruction.isVex()
                && (instruction.operation() == Operation.MOVSS || instruction.operation() == Operation.MOVSD);
        return isCutBranch || movesSegment || movesScalar || NAMED_OTHERWISE.contains(instruction.operation());
    }
}

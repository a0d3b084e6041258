package dev.whereabouts.amd64.disassembly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whereabouts.amd64.GroundTruth;
import dev.whereabouts.amd64.instruction.Decoder;
import dev.whereabouts.amd64.instruction.Decoding;
import dev.whereabouts.amd64.instruction.Instruction;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Functions of a Go program read as Go's own disassembler reads them. */
class GoSyntaxTest {

    private static final String FUNCTIONS = "^runtime\\.(mallocgc|memmove|memclr|schedule|findRunnable|newproc|morestack|gopanic|printfloat)|^internal/bytealg|^strconv";

    /** Addresses that Go's disassembler prints as a symbol. */
    private static final Pattern SYMBOL = Pattern
            .compile("[^ ,$]*\\S*\\(SB\\)|(-?0x[0-9a-f]+)?\\(IP\\)|(?<=^(CALL|JMP) )0x[0-9a-f]+");

    /** A negative displacement of 32 bits, which Go's disassembler prints without its sign. */
    private static final Pattern UNSIGNED = Pattern.compile("(?<=[ :])0x([89a-f][0-9a-f]{7})(?=\\(|,|$)");

    /**
     * Where Go's disassembler is imprecise: it gives some operations on bytes the suffix L, and has names of its own.
     */
    private static final List<Map.Entry<Pattern, String>> IMPRECISE = List.of(
            Map.entry(Pattern.compile("^(LOCK )?(ADC|ADD|AND|CMP|OR|SBB|SHL|SHR|SAR|SUB|TEST|XOR|NOP)[BWL]?(?= |$)"),
                    "$1$2"),
            Map.entry(Pattern.compile("MOVSD_XMM"), "MOVSD"),
            Map.entry(Pattern.compile("^ICEBP"), "INT1"),
            Map.entry(Pattern.compile("^(REP; )?(STOS|MOVS|LODS|SCAS|CMPS)([BWLQ]).*"), "$1$2$3"));

    private final Decoder decoder = new Decoder();
    private final Map<String, Integer> differences = new TreeMap<>();
    private int compared;
    private int unknown;

    @Test
    void readsAsGoReads(@TempDir Path folder) {
        Path program = Objdump.unpacked(GroundTruth.folder("elf").resolve("hello.gz"), folder);
        Objdump.goLines(program, FUNCTIONS, this::compare);
        assertThat(differences).isEmpty();
        assertThat(compared).isGreaterThan(4_000);
        assertThat(unknown).as("instructions that Go's disassembler does not know").isLessThan(compared / 50);
    }

    private void compare(Objdump.Line line) {
        Decoding decoding = decoder.decode(line.bytes(), line.bytes().length, line.address());
        // of VEX it knows a few opcodes, and none of the prefix's bits
        if (line.text().equals("?") || !(decoding instanceof Instruction instruction) || instruction.isVex()) {
            unknown++;
            return;
        }
        compared++;
        String ours = GoSyntax.of(instruction);
        if (!plain(ours).equals(plain(line.text()))) {
            differences.merge(HexFormat.of().formatHex(line.bytes()) + " " + line.text() + ": " + ours, 1,
                    Integer::sum);
        }
    }

    private static String plain(String text) {
        String plain = SYMBOL.matcher(text).replaceAll("SB");
        for (Map.Entry<Pattern, String> rule : IMPRECISE) {
            plain = rule.getKey().matcher(plain).replaceAll(rule.getValue());
        }
        return UNSIGNED.matcher(plain)
                .replaceAll(found -> "-0x" + Integer.toHexString(-Integer.parseUnsignedInt(found.group(1), 16)));
    }
}

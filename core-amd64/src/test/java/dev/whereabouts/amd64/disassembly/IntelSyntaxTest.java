package dev.whereabouts.amd64.disassembly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whereabouts.amd64.GroundTruth;
import dev.whereabouts.amd64.instruction.Decoder;
import dev.whereabouts.amd64.instruction.Decoding;
import dev.whereabouts.amd64.instruction.Instruction;
import dev.whereabouts.amd64.instruction.Operand;
import dev.whereabouts.amd64.instruction.Undecoded;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * Every instruction reads as other disassemblers read it: those a processor executed, and those of whole programs. What of Go's runtime is
 * AVX-512 is invalid, as it is on processors without it.
 */
class IntelSyntaxTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int EVEX = 0x62;

    private final Decoder decoder = new Decoder();
    private final List<String> differences = new ArrayList<>();
    private int compared;
    private int avx512;

    @Test
    void readsAsRecordedWithEveryVector() {
        try (Stream<String> lines = GroundTruth.lines(GroundTruth.folder("vectors").resolve("visible.ndjson.gz"))) {
            lines.map(JSON::readTree).forEach(this::compareVector);
        }
        assertThat(compared).isEqualTo(15_477);
        assertThat(differences).isEmpty();
    }

    private void compareVector(JsonNode vector) {
        byte[] bytes = HexFormat.of().parseHex(vector.get("bytes").asString());
        compare(new Objdump.Line(Long.parseUnsignedLong(vector.get("in").get("rip").asString(), 16), bytes,
                vector.get("asm").asString()));
    }

    @Test
    void readsAsObjdumpReadsWholePrograms(@TempDir Path folder) throws IOException {
        for (String place : List.of("elf", "debugcall/bin")) {
            for (Path file : GroundTruth.files(place, ".gz")) {
                Objdump.lines(Objdump.unpacked(file, folder), List.of("-d", "-j", ".text"), this::compareUnlessAvx512);
            }
        }
        assertThat(differences).isEmpty();
        assertThat(compared).isGreaterThan(760_000);
        assertThat(avx512).isLessThan(4_000);
    }

    private void compareUnlessAvx512(Objdump.Line line) {
        boolean isMaskMove = line.text().startsWith("k");
        if ((line.bytes()[0] & 0xff) != EVEX && !isMaskMove) {
            compare(line);
        } else {
            avx512++;
            if (decoder.decode(line.bytes(), line.bytes().length, line.address()) != Undecoded.INVALID) {
                differences.add(line.text());
            }
        }
    }

    private void compare(Objdump.Line line) {
        compared++;
        Decoding decoding = decoder.decode(line.bytes(), line.bytes().length, line.address());
        boolean isSame = decoding instanceof Instruction instruction && instruction.length() == line.bytes().length
                && isSame(instruction, line.text());
        if (!isSame) {
            String ours = decoding instanceof Instruction instruction
                    ? IntelSyntax.of(instruction)
                    : decoding.toString();
            differences.add(HexFormat.of().formatHex(line.bytes()) + " " + line.text() + ": " + ours);
        }
    }

    private static boolean isSame(Instruction instruction, String text) {
        String ours = IntelSyntax.of(instruction);
        String theirs = withTarget(text, instruction);
        // nearly all are the same but for the padding; the rules for the others are slow
        return ours.equals(theirs) || Notation.plain(ours, instruction.operandSize())
                .equals(Notation.plain(theirs, instruction.operandSize()));
    }

    /** The text without padding and comments; objdump leaves out the 0x of a branch's target. */
    private static String withTarget(String text, Instruction instruction) {
        int comment = text.indexOf(" <") >= 0 ? text.indexOf(" <") : text.indexOf(" #");
        String instructionText = (comment < 0 ? text : text.substring(0, comment)).strip();
        int space = instructionText.indexOf(' ');
        if (space < 0) {
            return instructionText;
        }
        String operands = instructionText.substring(space).strip();
        boolean isTarget = !instruction.operands().isEmpty()
                && instruction.operands().getFirst() instanceof Operand.Target && !operands.contains("0x")
                && !operands.contains(" ");
        return instructionText.substring(0, space) + (isTarget ? " 0x" : " ") + operands;
    }
}

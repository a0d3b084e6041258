package dev.whereabouts.amd64.disassembly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whereabouts.amd64.GroundTruth;
import dev.whereabouts.amd64.instruction.Decoder;
import dev.whereabouts.amd64.instruction.Decoding;
import dev.whereabouts.amd64.instruction.Instruction;
import dev.whereabouts.amd64.instruction.Undecoded;
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
    void readsAsObjdumpReadsWholePrograms(@TempDir Path folder) {
        // two more programs are there, of the same runtime
        for (String program : List.of("elf/c_hello_musl.gz", "elf/cpu.gz", "debugcall/bin/fixture.noopt.gz")) {
            int slash = program.lastIndexOf('/');
            Path file = GroundTruth.folder(program.substring(0, slash)).resolve(program.substring(slash + 1));
            Objdump.lines(Objdump.unpacked(file, folder), List.of("-d", "-j", ".text"), this::compareUnlessAvx512);
        }
        assertThat(differences).isEmpty();
        assertThat(compared).isGreaterThan(400_000);
        assertThat(avx512).isLessThan(2_000);
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
                && Notation.isSame(instruction, line.text());
        if (!isSame) {
            String ours = decoding instanceof Instruction instruction
                    ? IntelSyntax.of(instruction)
                    : decoding.toString();
            differences.add(HexFormat.of().formatHex(line.bytes()) + " " + line.text() + ": " + ours);
        }
    }
}

package dev.whereabouts.amd64.instruction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whereabouts.amd64.GroundTruth;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Instructions that a processor executed: each is as long as the processor found it. */
class DecoderVectorsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Decoder decoder = new Decoder();

    @Test
    void findsTheLengthOfEveryVector() {
        List<String> wrong = new ArrayList<>();
        try (Stream<String> lines = GroundTruth.lines(GroundTruth.folder("vectors").resolve("visible.ndjson.gz"))) {
            long count = lines.map(JSON::readTree).peek(vector -> check(vector, wrong)).count();
            assertThat(count).isEqualTo(15_477);
        }
        assertThat(wrong).isEmpty();
    }

    private void check(JsonNode vector, List<String> wrong) {
        byte[] bytes = HexFormat.of().parseHex(vector.get("bytes").asString());
        long before = address(vector.get("in"));
        long after = address(vector.get("out"));
        Decoding decoding = decoder.decode(bytes, bytes.length, before);
        boolean isRight = decoding instanceof Instruction instruction && instruction.length() == bytes.length
                && (vector.has("fault") || isBranch(instruction) || after == instruction.next());
        if (!isRight) {
            wrong.add(vector.get("id").asString() + " " + vector.get("asm").asString() + ": " + decoding);
        }
    }

    private static long address(JsonNode state) {
        return Long.parseUnsignedLong(state.get("rip").asString(), 16);
    }

    private static boolean isBranch(Instruction instruction) {
        return switch (instruction.operation()) {
            case JCC, JMP, CALL, RET, LOOP, LOOPE, LOOPNE, JRCXZ -> true;
            default -> false;
        };
    }
}

package dev.whereabouts.service.emulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whereabouts.amd64.memory.GuestMemory;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** What changed in a state's memory, against plain arrays of all of its bytes. */
class StateMemoryTest {

    private static final long START = 0x10000;
    private static final int PAGES = 4;
    private static final int BYTES = PAGES * GuestMemory.PAGE;

    private final StateValues values = new StateValues();
    private final StateMemory memory = new StateMemory(1 << 20, values);

    @Test
    void aRunGoesOnFromPageToPageAndEndsWithItsRegion() {
        regions(region("00"), new EmulationRequest.Region("0x14000", 4096L, "rw", "00", null));
        byte[] written = new byte[GuestMemory.PAGE + 2];
        Arrays.fill(written, (byte) 7);
        memory.guest().poke(START + GuestMemory.PAGE - 1, written, 0, written.length);
        memory.guest().poke(START + BYTES - 1, new byte[]{1, 2}, 0, 2);
        assertThat(changes()).isEqualTo("{\"memory\":[{\"at\":\"0x10fff\",\"bytes\":\"" + "07".repeat(written.length)
                + "\"},{\"at\":\"0x13fff\",\"bytes\":\"01\"},{\"at\":\"0x14000\",\"bytes\":\"02\"}]}");
    }

    @Test
    void aPageThatIsTouchedAndNotChangedSaysNothing() {
        regions(region("cc"));
        memory.guest().poke(START, new byte[]{(byte) 0xcc}, 0, 1);
        assertThat(changes()).isEqualTo("{\"memory\":[]}");
    }

    @Test
    void zeroPagesAreNotHeld() {
        regions(region("00", new EmulationRequest.Data("0x12000", "01")));
        assertThat(memory.guest().touchedBytes()).isEqualTo(GuestMemory.PAGE);
    }

    /** Bytes given in any order, over page boundaries and over one another; then writes of bytes that are often those before. */
    @RepeatedTest(200)
    void changesAreThoseOfPlainArrays(RepetitionInfo repetition) {
        SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
        byte fill = (byte) random.nextInt(3);
        byte[] before = new byte[BYTES];
        Arrays.fill(before, fill);
        EmulationRequest.Data[] given = new EmulationRequest.Data[random.nextInt(20)];
        for (int i = 0; i < given.length; i++) {
            byte[] bytes = bytes(random);
            int at = random.nextInt(BYTES - bytes.length + 1);
            System.arraycopy(bytes, 0, before, at, bytes.length);
            given[i] = new EmulationRequest.Data("0x" + Long.toHexString(START + at), HexFormat.of().formatHex(bytes));
        }
        regions(region(HexFormat.of().toHexDigits(fill), given));
        byte[] after = before.clone();
        for (int i = random.nextInt(20); i > 0; i--) {
            byte[] bytes = bytes(random);
            int at = random.nextInt(BYTES - bytes.length + 1);
            System.arraycopy(bytes, 0, after, at, bytes.length);
            memory.guest().poke(START + at, bytes, 0, bytes.length);
        }
        assertThat(changes()).isEqualTo(plainly(before, after));
    }

    /** A reader gives what is asked for, however little at a time. */
    @Test
    void digitsComeInPiecesOfAnyLength() throws IOException {
        regions(region("a5"));
        for (int length = 1; length < 8; length++) {
            StringBuilder digits = new StringBuilder();
            try (HexReader reader = new HexReader(memory.guest(), START + 1, START + 12)) {
                char[] piece = new char[length];
                for (int count = reader.read(piece, 0, length); count >= 0; count = reader.read(piece, 0, length)) {
                    assertThat(count).isPositive();
                    digits.append(piece, 0, count);
                }
            }
            assertThat(digits.toString()).isEqualTo("a5".repeat(11));
        }
    }

    private static byte[] bytes(SplittableRandom random) {
        byte[] bytes = new byte[random.nextInt(1, random.nextBoolean() ? 5 : 2 * GuestMemory.PAGE)];
        byte same = (byte) random.nextInt(3);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = random.nextInt(4) > 0 ? same : (byte) random.nextInt(3);
        }
        return bytes;
    }

    private static String plainly(byte[] before, byte[] after) {
        StringBuilder runs = new StringBuilder();
        for (int at = 0; at < after.length; at++) {
            int from = at;
            while (at < after.length && before[at] != after[at]) {
                at++;
            }
            if (at > from) {
                runs.append(runs.isEmpty() ? "" : ",").append("{\"at\":\"0x").append(Long.toHexString(START + from))
                        .append("\",\"bytes\":\"").append(HexFormat.of().formatHex(after, from, at)).append("\"}");
            }
        }
        return "{\"memory\":[" + runs + "]}";
    }

    private static EmulationRequest.Region region(String fill, EmulationRequest.Data... given) {
        return new EmulationRequest.Region("0x" + Long.toHexString(START), (long) BYTES, "rw", fill, List.of(given));
    }

    private void regions(EmulationRequest.Region... regions) {
        memory.regions(List.of(regions));
        values.check();
    }

    private String changes() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            memory.writeChanges(json);
            json.writeEndObject();
        }
        return text.toString();
    }
}

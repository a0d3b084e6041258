package dev.whereabouts.ssa.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.whereabouts.ssa.problem.ChangedLimits;
import dev.whereabouts.ssa.problem.Limits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainInputTest {

    /** Every field of every object, and the kinds of value that it may have. */
    private static final String ALL = "{\"name\":\"f\",\"entry\":1,\"codeSize\":4,\"code\":\"90909090\",\"optimized\":true,"
            + "\"closureVariable\":0,\"variables\":[{\"name\":\".closureptr\",\"class\":\"auto\",\"type\":\"uintptr\",\"size\":8,"
            + "\"cfaOffset\":-16},{\"name\":\"b\",\"class\":\"param\",\"type\":\"struct { a map[string]int; b []string }\","
            + "\"size\":32,\"cfaOffset\":0}],\"slots\":[{\"variable\":1,\"type\":\"int\",\"size\":8,\"offset\":8},"
            + "{\"variable\":1,\"size\":4,\"splitOf\":0,\"splitOffset\":4}],\"names\":[{\"slot\":0,\"values\":[2,3]}],"
            + "\"params\":[{\"variable\":1,\"pieces\":[{\"type\":\"int\",\"size\":8,\"offset\":0,\"register\":\"AX\",\"padding\":0}]}],"
            + "\"blocks\":[{\"id\":1,\"kind\":\"Plain\",\"preds\":[],\"succs\":[5],\"pc\":0,\"values\":[{\"id\":2,\"op\":\"Arg\","
            + "\"type\":\"int\",\"size\":8,\"args\":[],\"auxInt\":-9223372036854775808,\"aux\":{\"variable\":1,\"offset\":0},"
            + "\"home\":{\"variable\":1,\"offset\":8},\"pc\":2,\"line\":7},{\"id\":3,\"op\":\"New\",\"home\":[\"AX\",\"<nil>\"],"
            + "\"zeroWidth\":false,\"call\":true,\"clobbers\":[\"AX\",\"X0\"],\"auxInt\":9223372036854775807}]},"
            + "{\"id\":5,\"kind\":\"Ret\",\"preds\":[1],\"values\":[{\"id\":9,\"op\":\"MOVQload\",\"args\":[2,3],\"home\":\"CX\"}]}],"
            + "\"instructions\":[{\"pc\":0,\"line\":7},{\"pc\":3}]}";

    private final FunctionReader reader = new FunctionReader(Limits.DEFAULT);

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] held(String line) {
        byte[] held = Arrays.copyOf(bytes(line), bytes(line).length + PlainInput.SLACK);
        held[bytes(line).length] = '\n';
        return held;
    }

    @Test
    void everyFieldIsPlain() throws IOException {
        assertThat(reader.plain(held(ALL), 0).auxInt(0)).isEqualTo(Long.MIN_VALUE);
        assertThat(reader.plain(held(ALL), 0).auxInt(1)).isEqualTo(Long.MAX_VALUE);
        assertThat(reader.plain(held(ALL), 0).opName(1)).isEqualTo("New");
        new BothReaders(Limits.DEFAULT).assertAlike(bytes(ALL));
    }

    @Test
    void spaceMayStandBetweenAllTokens() throws IOException {
        String spaced = ALL.replaceAll("struct [^\"]*", "T").replaceAll("([{}\\[\\],])", " \t\r$1\t ")
                .replace("\":", "\" : ").strip();

        assertThat(reader.plain(held(spaced), 0).blocks()).isEqualTo(2);
        new BothReaders(Limits.DEFAULT).assertAlike(bytes(spaced));
    }

    /** The parser of tokens takes some of these and refuses others, as JSON says. */
    @ParameterizedTest
    @ValueSource(strings = {"01", "-1", "1.0", "1e0", "\"0x1\"", "2147483648", "99999999999999999999", "null", "[1]",
            "1 1", "1,", "", "+1", "0x1", "1\u0000"})
    void otherNumbersAreNotPlain(String number) throws IOException {
        String line = ALL.replace("\"entry\":1", "\"entry\":" + number);

        assertThatThrownBy(() -> reader.plain(held(line), 0)).isInstanceOf(PlainInput.NotPlain.class);
        new BothReaders(Limits.DEFAULT).assertAlike(bytes(line));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u0066", "f\\\"", "\u00fc", "f\t", "f\u0000", "\u4e16", "f\",", "f\"x",
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\\\\", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\u00fc"})
    void otherStringsAreNotPlain(String text) throws IOException {
        String line = ALL.replace("\"name\":\"f\"", "\"name\":\"" + text + "\"");

        assertThatThrownBy(() -> reader.plain(held(line), 0)).isInstanceOf(PlainInput.NotPlain.class);
        new BothReaders(Limits.DEFAULT).assertAlike(bytes(line));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nam", "names", "name\u0000", "n\\u0061me", "closureVariables", "", "name\":\"f\",\"name"})
    void otherFieldsAreNotPlain(String field) throws IOException {
        String line = ALL.replace("\"name\":\"f\"", "\"" + field + "\":\"f\"");

        assertThatThrownBy(() -> reader.plain(held(line), 0)).isInstanceOf(PlainInput.NotPlain.class);
        new BothReaders(Limits.DEFAULT).assertAlike(bytes(line));
    }

    @Test
    void whateverEndsEarlyOrGoesOnIsReadAlike() throws IOException {
        BothReaders readers = new BothReaders(Limits.DEFAULT);
        for (int length = 0; length <= ALL.length(); length++) {
            readers.assertAlike(bytes(ALL.substring(0, length)));
        }
        readers.assertAlike(bytes(ALL + ALL));
        readers.assertAlike(bytes(ALL + " }"));
    }

    @Test
    void changedLinesAreReadAlike() throws IOException {
        Random random = new Random(1);
        BothReaders readers = new BothReaders(Limits.DEFAULT);
        for (int i = 0; i < 30_000; i++) {
            readers.assertAlike(ChangedLine.of(bytes(ALL), random));
        }
    }

    @Test
    void limitsHoldAlike() throws IOException {
        for (String limit : new String[]{"functionBytes", "values", "blocks", "variables", "slots", "nameReferences",
                "arguments", "textLength", "jsonDepth"}) {
            for (long most : new long[]{1, 2, 5, 6, 7, 23, 24, 25, 36, 37, 38, ALL.length() - 1, ALL.length()}) {
                new BothReaders(ChangedLimits.of(Map.of(limit, most))).assertAlike(bytes(ALL));
            }
        }
    }

    /** Lines around the length of the buffer and of what is held at all, given in pieces. */
    @Test
    void longLinesAreReadWhereverTheyBreak() throws IOException {
        for (int spaces : new int[]{(64 << 10) - ALL.length() - 1, 64 << 10, 200 << 10, 1 << 20, 3 << 20}) {
            String line = ALL.replaceFirst(",", "," + " ".repeat(spaces));
            for (int step : new int[]{1000, (64 << 10) - 1, 1 << 20}) {
                NdjsonReader lines = new NdjsonReader(new ByteArrayInputStream(bytes(line + "\n" + ALL + "\n" + line)) {
                    @Override
                    public synchronized int read(byte[] into, int at, int length) {
                        return super.read(into, at, Math.min(length, step));
                    }
                }, Limits.DEFAULT);
                for (int i = 1; i <= 3; i++) {
                    NdjsonReader.Line read = lines.next();
                    assertThat(read).isInstanceOf(NdjsonReader.GoodLine.class);
                    assertThat(read.number()).isEqualTo(i);
                }
                assertThat(lines.next()).isNull();
            }
        }
    }
}

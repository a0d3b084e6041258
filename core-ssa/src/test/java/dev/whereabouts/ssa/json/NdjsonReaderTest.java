package dev.whereabouts.ssa.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.whereabouts.ssa.json.NdjsonReader.BadLine;
import dev.whereabouts.ssa.json.NdjsonReader.GoodLine;
import dev.whereabouts.ssa.json.NdjsonReader.Line;
import dev.whereabouts.ssa.problem.ChangedLimits;
import dev.whereabouts.ssa.problem.Fault;
import dev.whereabouts.ssa.problem.InputException.Kind;
import dev.whereabouts.ssa.problem.Limits;
import dev.whereabouts.ssa.problem.Place;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NdjsonReaderTest {

    private static final Limits LIMITS = ChangedLimits.of("functionBytes", 1000);

    private static String function(String name) {
        return "{\"name\":\"" + name + "\",\"entry\":0,\"blocks\":[{\"id\":0,\"kind\":\"Exit\"}]}";
    }

    private static List<Line> read(InputStream in) throws IOException {
        NdjsonReader reader = new NdjsonReader(in, LIMITS);
        List<Line> lines = new ArrayList<>();
        for (Line line = reader.next(); line != null; line = reader.next()) {
            lines.add(line);
        }
        assertThat(reader.next()).isNull();
        return lines;
    }

    private static List<String> summary(List<Line> lines) {
        return lines.stream().map(line -> line.number() + " " + switch (line) {
            case GoodLine(long _, var function) -> function.name();
            case BadLine(long _, var problem) -> problem.kind() + " " + problem.faults().getFirst();
        }).toList();
    }

    /** Gives as many bytes at a time as it is told, so that lines break at every place. */
    private static InputStream slowly(String text, int step) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] into, int at, int length) {
                return super.read(into, at, Math.min(length, step));
            }
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 100_000})
    void aBadLineIsToldAndTheRestGoesOn(int step) throws IOException {
        String text = "\n" + function("a") + "\n \t\r\n\n" + function("b") + "\r\n{\"name\":\n" + function("c")
                + function("d") + "\n" + function("e").replace("\"id\"", "\"i\"") + "\n" + "x".repeat(5000) + "\n["
                + "1,".repeat(5000)
                + "\n" + function("f");

        List<Line> lines = read(slowly(text, step));

        assertThat(lines).extracting(Line::number).containsExactly(2L, 5L, 6L, 7L, 8L, 9L, 10L, 11L);
        assertThat(lines).extracting(line -> line instanceof BadLine bad ? bad.problem().kind() : null)
                .containsExactly(null, null, Kind.MALFORMED, Kind.MALFORMED, Kind.INVALID, Kind.MALFORMED, Kind.LIMIT,
                        null);
        assertThat(summary(lines)).contains("2 a", "5 b", "11 f", "6 MALFORMED "
                + new Fault(new Place.Pointer("/name"), "the JSON ends at line 6, column 9 before it is complete"));
    }

    @Test
    void aLineMayBeAsLongAsAFunctionMay() throws IOException {
        String text = function("a").replace(",", "," + " ".repeat(400)) + "\n" + function("b").replace(",",
                "," + " ".repeat(600)) + "\n" + function("c");

        List<Line> lines = read(slowly(text, 100));

        assertThat(lines).hasSize(3);
        assertThat(((BadLine) lines.get(1)).problem().limit()).isEqualTo("functionBytes");
        assertThat(lines.get(2)).isInstanceOf(GoodLine.class);
    }

    @Test
    void nothingAtAll() throws IOException {
        assertThat(read(slowly("", 1))).isEmpty();
        assertThat(read(slowly(" \n\n", 1))).isEmpty();
    }

    @Test
    void aPartOfAStreamCountsOn() throws IOException {
        NdjsonReader reader = new NdjsonReader(slowly("\n" + function("a") + "\n{", 100), 1000,
                new FunctionReader(LIMITS));

        assertThat(reader.next().number()).isEqualTo(1001);
        assertThat(((BadLine) reader.next()).problem().faults().getFirst().detail()).contains("at line 1002,");
    }

    /** A line is given before the next one arrives. */
    @Test
    @Timeout(60)
    void doesNotWaitForTheNextLine() throws IOException {
        try (PipedOutputStream out = new PipedOutputStream(); PipedInputStream in = new PipedInputStream(out)) {
            NdjsonReader reader = new NdjsonReader(in, LIMITS);
            for (int i = 0; i < 5; i++) {
                out.write((function("f" + i) + "\n").getBytes(StandardCharsets.UTF_8));
                out.flush();
                assertThat(reader.next()).isInstanceOfSatisfying(GoodLine.class,
                        line -> assertThat(line.function().name()).startsWith("f"));
            }
        }
    }

    @Test
    void aStreamThatFailsIsNoBadLine() {
        InputStream failing = new InputStream() {
            private int reads;

            @Override
            public int read() throws IOException {
                throw new IOException("reset by peer");
            }

            @Override
            public int read(byte[] into, int at, int length) throws IOException {
                if (reads++ > 0) {
                    throw new IOException("reset by peer");
                }
                into[at] = '{';
                return 1;
            }
        };
        assertThat(catchThrowableOfType(IOException.class, () -> read(failing))).hasMessage("reset by peer");
    }
}

package dev.whereabouts.benchmarks.overload;

import dev.whereabouts.benchmarks.Corpus;
import dev.whereabouts.benchmarks.SyntheticFunction;
import dev.whereabouts.ssa.json.FunctionWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * All that is sent.
 *
 * @param valid   each as often as the others
 * @param light   hostile requests that cost the sender, and should cost the service, next to nothing
 * @param heavy   hostile requests that ask for all that the limits allow
 */
record Samples(List<Sample> valid, List<Sample> light, List<Sample> heavy) {

    private static final String JSON = "application/json";
    private static final String LOCLISTS = "/v1/loclists";
    private static final String SIMULATE = "/v1/debugcall/simulate";
    private static final String EMULATE = "/v1/emulate";
    private static final String BOUNDARY = "part-of-the-load";

    private static final int LINES = 40;
    private static final int NESTING = 100_000;
    private static final int BOMB_BYTES = 400 << 20;
    private static final int BOMB_TEXT_BYTES = 200 << 20;
    private static final int TOO_MANY_BYTES = 70 << 20;
    private static final int TANGLE_BLOCKS = 20_000;
    private static final int TANGLE_VARIABLES = 1_000;
    private static final int LITTLE_MEMORY = 4_096;
    private static final int MUCH_MEMORY = 200 << 20;
    /** JMP to itself. */
    private static final String ENDLESS = "ebfe";
    /** REP STOSB, which is one instruction however long it runs. */
    private static final String FILL = "f3aa";

    /**
     * Makes them of the project's examples and the recorded inputs beside it.
     *
     * @param examples the folder {@code openapi/examples}
     * @param shared   the folder {@code ../shared}
     * @param lines    functions as NDJSON
     */
    static Samples of(Path examples, Path shared, byte[] lines) throws IOException {
        byte[] add = Files.readAllBytes(examples.resolve("loclists/add.json"));
        byte[] dump = Files.readAllBytes(examples.resolve("loclists/sum.ssa.txt"));
        byte[] scenario = text("{\"program\": {\"scenario\": \"int-float\"}}");
        byte[] state = Files.readAllBytes(examples.resolve("emulate/add.json"));
        byte[] hello = Corpus.unpacked(shared.resolve("elf/c_hello_musl.gz"));
        byte[] fixture = Corpus.unpacked(shared.resolve("debugcall/bin/fixture.opt.gz"));
        byte[] script = text("{\"stop\": {\"function\": \"main.target\", \"offset\": 14}, "
                + "\"calls\": [{\"function\": \"main.intFloat\", \"arguments\": [7, 2.5]}]}");
        String multipart = "multipart/form-data; boundary=" + BOUNDARY;
        List<Sample> valid = List.of(Sample.valid("lists of a function", LOCLISTS, JSON, add),
                Sample.valid("lists of a dump", LOCLISTS, "text/plain", dump),
                Sample.valid("lists of " + LINES + " lines", LOCLISTS, Sample.NDJSON, first(lines, LINES)),
                Sample.valid("the same, compressed", LOCLISTS, Sample.NDJSON, gzip(first(lines, LINES)))
                        .encoded("gzip"),
                Sample.valid("functions of a dump", "/v1/functions", "text/plain", dump),
                Sample.valid("a call on the model", SIMULATE, JSON, scenario),
                Sample.valid("a call in a Go program", SIMULATE, multipart, parts(script, fixture)),
                Sample.valid("safe points", "/v1/debugcall/safepoints", multipart,
                        parts(text("{\"functions\": [\"main.target\"]}"), fixture)),
                Sample.valid("a machine state", EMULATE, JSON, state),
                Sample.valid("a C program", EMULATE, multipart, parts(text("{\"argv\": [\"hello\"]}"), hello)));
        List<Sample> light = List.of(
                Sample.hostile("cut off", LOCLISTS, JSON, Arrays.copyOf(add, add.length / 2), 400),
                Sample.hostile("deep", LOCLISTS, JSON, text("[".repeat(NESTING)), 400, 413, 422),
                Sample.hostile("unknown field", EMULATE, JSON, text("{\"memories\": []}"), 422),
                Sample.hostile("no UTF-8", SIMULATE, JSON, new byte[]{'{', '"', (byte) 0xff, '"'}, 400),
                Sample.hostile("no scenario", SIMULATE, JSON, text("{\"program\": {\"scenario\": \"none\"}}"), 422),
                Sample.hostile("no ELF", EMULATE, multipart, parts(text("{}"), add), 422),
                Sample.hostile("no gzip", LOCLISTS, JSON, add, 400).encoded("gzip"),
                Sample.hostile("another type", LOCLISTS, "image/png", add, 415),
                Sample.hostile("another path", "/v1/loclists/x", JSON, add, 404),
                Sample.hostile("another method", LOCLISTS, JSON, add, 405).by("PUT"),
                Sample.hostile("no token", LOCLISTS, JSON, add, 401).withoutToken());
        List<Sample> heavy = List.of(
                Sample.hostile("endless loop", EMULATE, JSON, state(ENDLESS, LITTLE_MEMORY, 20_000_000_000L), 503),
                Sample.hostile("writes much memory", EMULATE, JSON, state(FILL, MUCH_MEMORY, 1), 200, 413, 422),
                Sample.hostile("tangled function", LOCLISTS, JSON, tangle(), 200, 413),
                Sample.hostile("bomb of one text", EMULATE, JSON, gzip(longText()), 413).encoded("gzip"),
                Sample.hostile("bomb", LOCLISTS, JSON, gzip(blanks(BOMB_BYTES)), 400, 413).encoded("gzip"),
                Sample.hostile("too large", LOCLISTS, JSON, blanks(TOO_MANY_BYTES), 413),
                Sample.hostile("too large, in chunks", LOCLISTS, JSON, blanks(TOO_MANY_BYTES), 413).inChunks());
        return new Samples(valid, light, heavy);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] blanks(int bytes) {
        byte[] blanks = new byte[bytes];
        Arrays.fill(blanks, (byte) ' ');
        return blanks;
    }

    private static byte[] longText() {
        byte[] request = blanks(BOMB_TEXT_BYTES);
        Arrays.fill(request, (byte) 'A');
        byte[] begin = text("{\"elf\": \"");
        System.arraycopy(begin, 0, request, 0, begin.length);
        return request;
    }

    private static byte[] first(byte[] lines, int count) {
        int end = 0;
        for (int line = 0; line < count; end++) {
            line += lines[end] == '\n' ? 1 : 0;
        }
        return Arrays.copyOf(lines, end);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(compressed)) {
            out.write(bytes);
        }
        return compressed.toByteArray();
    }

    /** A multipart body of a script and a program. */
    private static byte[] parts(byte[] script, byte[] program) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write(text("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"script\"\r\n\r\n"));
        body.write(script);
        body.write(text("\r\n--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"program\"\r\n\r\n"));
        body.write(program);
        body.write(text("\r\n--" + BOUNDARY + "--\r\n"));
        return body.toByteArray();
    }

    /** A machine state whose RDI and RCX span its memory. */
    private static byte[] state(String code, int memory, long instructions) {
        return text(
                """
                    {"memory": [{"address": "0x10000000", "size": %d, "access": "rw", "fill": "00"},
                                {"address": "0x8000", "size": 4096, "access": "rx", "fill": "cc", "data": [{"at": "0x8000", "bytes": "%s"}]}],
                     "registers": {"RIP": "0x8000", "RDI": "0x10000000", "RCX": "0x%x", "RAX": "0x1"}, "instructions": %d}
                    """.formatted(
                        memory, code, memory, instructions));
    }

    /** Every variable alive in every block, jumps from anywhere to anywhere. */
    private static byte[] tangle() {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), request)) {
            json.writeStartObject();
            json.writeArrayPropertyStart("functions");
            FunctionWriter.write(SyntheticFunction.tangle(TANGLE_BLOCKS, TANGLE_VARIABLES, 1), json);
            json.writeEndArray();
            json.writeEndObject();
        }
        return request.toByteArray();
    }
}

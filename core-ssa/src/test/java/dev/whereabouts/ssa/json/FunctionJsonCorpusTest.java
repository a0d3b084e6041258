package dev.whereabouts.ssa.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whereabouts.ssa.corpus.CorpusRecord;
import dev.whereabouts.ssa.corpus.GroundTruth;
import dev.whereabouts.ssa.model.Function;
import dev.whereabouts.ssa.model.SameFunction;
import dev.whereabouts.ssa.problem.Limits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Every function of the corpus, read and written; a library's tree model says what is right. */
class FunctionJsonCorpusTest {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final FunctionReader reader = new FunctionReader(Limits.DEFAULT);

    private static final List<byte[]> DOCUMENTS = new ArrayList<>();

    private static final List<Function> EXPECTED = new ArrayList<>();

    @BeforeAll
    static void load() throws IOException {
        List<Path> files = new ArrayList<>(GroundTruth.files("corpus/loclists", ".ndjson.gz"));
        files.addAll(GroundTruth.files("corpus/gossafunc", ".expected.json.gz"));
        for (Path file : files) {
            String text;
            try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
                text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
            for (String line : text.lines().toList()) {
                EXPECTED.add(CorpusRecord.parse(line).function());
                DOCUMENTS.add(MAPPER.writeValueAsBytes(MAPPER.readTree(line).get("function")));
            }
        }
    }

    @AfterAll
    static void unload() {
        EXPECTED.clear();
        DOCUMENTS.clear();
    }

    static byte[] write(Function function) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = MAPPER.createGenerator(out)) {
            FunctionWriter.write(function, json);
        }
        return out.toByteArray();
    }

    @Test
    void everyFunctionIsReadAsTheTreeModelSaysAndWrittenAsItWas() {
        for (int i = 0; i < DOCUMENTS.size(); i++) {
            Function function = reader.read(DOCUMENTS.get(i));

            SameFunction.assertSame(function, EXPECTED.get(i));
            assertThat(MAPPER.readTree(write(function))).isEqualTo(MAPPER.readTree(DOCUMENTS.get(i)));
        }
        assertThat(DOCUMENTS).hasSize(2551 + 72);
    }

    @Test
    void fieldsMayStandInAnyOrder() {
        for (int i = 0; i < DOCUMENTS.size(); i += 5) {
            byte[] reversed = MAPPER.writeValueAsBytes(reversed(MAPPER.readTree(DOCUMENTS.get(i))));
            SameFunction.assertSame(reader.read(reversed), EXPECTED.get(i));
        }
    }

    private static JsonNode reversed(JsonNode node) {
        if (!node.isContainer()) {
            return node;
        }
        if (node.isArray()) {
            var array = JsonNodeFactory.instance.arrayNode();
            node.forEach(element -> array.add(reversed(element)));
            return array;
        }
        List<String> names = new ArrayList<>(node.propertyNames());
        Collections.reverse(names);
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        names.forEach(name -> object.set(name, reversed(node.get(name))));
        return object;
    }

    @Test
    void aStreamOfLinesGivesTheSame() throws IOException {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (byte[] document : DOCUMENTS) {
            lines.writeBytes(document);
            lines.write('\n');
        }
        NdjsonReader stream = new NdjsonReader(new ByteArrayInputStream(lines.toByteArray()), Limits.DEFAULT);

        for (int i = 0; i < EXPECTED.size(); i++) {
            NdjsonReader.GoodLine line = (NdjsonReader.GoodLine) stream.next();
            assertThat(line.number()).isEqualTo(i + 1);
            SameFunction.assertSame(line.function(), EXPECTED.get(i));
        }
        assertThat(stream.next()).isNull();
    }

    /** What the compiler writes goes the quick way, but for a function with a letter that is not ASCII. */
    @Test
    void nearlyAllLinesArePlain() {
        int plain = 0;
        for (int i = 0; i < DOCUMENTS.size(); i++) {
            try {
                byte[] line = Arrays.copyOf(DOCUMENTS.get(i), DOCUMENTS.get(i).length + PlainInput.SLACK);
                line[DOCUMENTS.get(i).length] = '\n';
                SameFunction.assertSame(reader.plain(line, 0), EXPECTED.get(i));
                plain++;
            } catch (PlainInput.NotPlain e) {
                assertThat(new String(DOCUMENTS.get(i), StandardCharsets.UTF_8)).containsPattern("[^\\x00-\\x7f]|\\\\");
            }
        }
        assertThat(plain).isGreaterThan(DOCUMENTS.size() * 99 / 100);
    }

    @Test
    void changedLinesAreReadAlikeByBothReaders() throws IOException {
        Random random = new Random(20261123);
        BothReaders readers = new BothReaders(Limits.DEFAULT);
        for (int i = 0; i < DOCUMENTS.size(); i += 3) {
            byte[] document = DOCUMENTS.get(i);
            for (int j = 0; document.length < 10_000 && j < 20; j++) {
                readers.assertAlike(ChangedLine.of(document, random));
            }
        }
    }

    @Test
    void aRequestGivesTheSame() throws IOException {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes("{\"functions\":[".getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < DOCUMENTS.size(); i++) {
            request.writeBytes(i == 0 ? new byte[0] : new byte[]{','});
            request.writeBytes(DOCUMENTS.get(i));
        }
        request.writeBytes("],\"go\":\"go1.19.8\"}".getBytes(StandardCharsets.UTF_8));

        LoclistsRequest read = new RequestReader(Limits.DEFAULT).read(new ByteArrayInputStream(request.toByteArray()));

        assertThat(read.options().go().minor()).isEqualTo(19);
        assertThat(read.functions()).hasSameSizeAs(EXPECTED);
        for (int i = 0; i < EXPECTED.size(); i++) {
            SameFunction.assertSame(read.functions().get(i), EXPECTED.get(i));
        }
    }
}

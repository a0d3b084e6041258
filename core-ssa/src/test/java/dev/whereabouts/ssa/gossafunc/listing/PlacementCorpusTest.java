package dev.whereabouts.ssa.gossafunc.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every PC of the corpus's dumps, against what the compiler's own tables said when the dump was made. */
class PlacementCorpusTest {

    private static final Path CORPUS = Path.of("../../shared/corpus/gossafunc");

    @TestFactory
    Stream<DynamicTest> everyPcOfTheCorpus() throws IOException {
        boolean present = Files.isDirectory(CORPUS);
        if ("true".equals(System.getenv("CI"))) {
            assertThat(present).as("the corpus is there").isTrue();
        }
        assumeTrue(present, "no ground truth beside the project: " + CORPUS);
        List<Path> dumps;
        try (Stream<Path> files = Files.list(CORPUS)) {
            dumps = files.filter(file -> file.toString().endsWith(".ssa.txt.gz")).sorted().toList();
        }
        assertThat(dumps).hasSizeGreaterThan(50);
        return dumps.stream().map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)));
    }

    private static void check(Path file) throws IOException {
        JsonNode function;
        Path expected = Path.of(file.toString().replace(".ssa.txt.gz", ".expected.json.gz"));
        try (InputStream in = new GZIPInputStream(Files.newInputStream(expected))) {
            function = JsonMapper.shared().readTree(in).get("function");
        }
        SingleDump dump = SingleDump.read(file);

        Placement placement = Placement.of(dump.genssa(), dump.listings(), dump.layout());

        List<String> actual = new ArrayList<>();
        List<String> wanted = new ArrayList<>();
        int value = 0;
        for (int b = 0; b < dump.layout().size(); b++) {
            actual.add("b" + dump.layout().get(b).id() + " " + placement.blockPc(b));
            for (int id : dump.layout().get(b).values()) {
                actual.add("v" + id + " " + placement.valuePc(value++));
            }
        }
        for (JsonNode block : function.get("blocks")) {
            wanted.add("b" + block.get("id").asInt() + " " + block.get("pc").asInt());
            block.path("values").forEach(v -> wanted.add("v" + v.get("id").asInt() + " " + v.get("pc").asInt()));
        }
        assertThat(actual).isEqualTo(wanted);
        assertThat(placement.codeSize()).isEqualTo(function.get("codeSize").asInt());
        assertThat(HexFormat.of().formatHex(placement.code())).isEqualTo(function.get("code").asString());
    }
}

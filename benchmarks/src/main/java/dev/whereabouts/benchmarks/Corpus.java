package dev.whereabouts.benchmarks;

import dev.whereabouts.amd64.register.GoVersion;
import dev.whereabouts.ssa.json.FunctionReader;
import dev.whereabouts.ssa.json.NdjsonReader;
import dev.whereabouts.ssa.model.Function;
import dev.whereabouts.ssa.problem.Limits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** The recorded functions beside the project. */
public final class Corpus {

    /** Values of all functions: what one pass over the corpus is divided by. */
    static final int VALUES = 188_582;

    /** Functions of Go 1.26 as NDJSON: bytes of {@link #lines}. */
    static final int LINES_BYTES = 8_653_218;

    /** Bytes of {@link #dumps}. */
    static final int DUMP_BYTES = 19_245_792;

    /**
     * Functions of one Go version.
     *
     * @param functions in the order of their files
     */
    record Group(GoVersion go, List<Function> functions) {}

    private Corpus() {}

    /** A folder of the corpus, if it is beside the project. */
    static Path folder(String name) {
        return shared("corpus").resolve(name);
    }

    /** A folder of {@code ../shared}. */
    public static Path shared(String name) {
        Path project = Path.of("").toAbsolutePath();
        while (project.getParent() != null && !Files.isDirectory(project.resolveSibling("shared/corpus"))) {
            project = project.getParent();
        }
        return project.resolveSibling("shared").resolve(name);
    }

    /** All functions, read by the project's own reader. */
    static List<Group> groups() throws IOException {
        List<Group> groups = new ArrayList<>();
        for (Path file : files("loclists", ".ndjson.gz")) {
            byte[] lines = functionsOf(file);
            List<Function> functions = new ArrayList<>();
            NdjsonReader reader = new NdjsonReader(new ByteArrayInputStream(lines), 1,
                    new FunctionReader(Limits.DEFAULT));
            for (NdjsonReader.Line line = reader.next(); line != null; line = reader.next()) {
                functions.add(((NdjsonReader.GoodLine) line).function());
            }
            String go = file.getFileName().toString().substring("go".length()).split("-")[0];
            groups.add(new Group(GoVersion.parse(go), functions));
        }
        return check("values", VALUES,
                groups.stream().flatMap(g -> g.functions().stream()).mapToInt(Function::values).sum(), groups);
    }

    /** The functions of Go 1.26 with their PCs as NDJSON, one a line. */
    public static byte[] lines() throws IOException {
        byte[] lines = functionsOf(folder("loclists").resolve("go1.26-dwarf5.ndjson.gz"));
        return check("bytes of lines", LINES_BYTES, lines.length, lines);
    }

    /** What the compiler printed of the functions in {@code gossafunc}, one after another. */
    static byte[] dumps() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Path file : files("gossafunc", ".ssa.txt.gz")) {
            try (InputStream in = open(file)) {
                in.transferTo(all);
            }
        }
        return check("bytes of dumps", DUMP_BYTES, all.size(), all.toByteArray());
    }

    private static <T> T check(String what, int expected, int actual, T corpus) {
        if (actual != expected) {
            throw new IllegalStateException("the corpus has " + actual + " " + what + ", and scores count " + expected
                    + ": correct the constant in " + Corpus.class.getName());
        }
        return corpus;
    }

    private static List<Path> files(String folder, String ending) throws IOException {
        try (Stream<Path> all = Files.list(folder(folder))) {
            return all.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        }
    }

    /** The bytes of a compressed file. */
    public static byte[] unpacked(Path file) throws IOException {
        try (InputStream in = open(file)) {
            return in.readAllBytes();
        }
    }

    private static InputStream open(Path file) throws IOException {
        return new GZIPInputStream(Files.newInputStream(file));
    }

    /** Of every record the field {@code function}, its bytes as they are. */
    private static byte[] functionsOf(Path file) throws IOException {
        ByteArrayOutputStream functions = new ByteArrayOutputStream();
        byte[] records = unpacked(file);
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), records)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.PROPERTY_NAME && parser.currentName().equals("function")) {
                    parser.nextToken();
                    int from = (int) parser.currentTokenLocation().getByteOffset();
                    parser.skipChildren();
                    int to = (int) parser.currentLocation().getByteOffset();
                    functions.write(records, from, to - from);
                    functions.write('\n');
                }
            }
        }
        return functions.toByteArray();
    }
}

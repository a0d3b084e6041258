package dev.whereabouts.debugcall;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** The recorded answers beside the project. Tests that need them skip, and say why, where they are missing; in CI that is an error. */
public final class GroundTruth {

    private GroundTruth() {}

    /** A folder of ground truth, such as {@code debugcall/transcripts}. */
    public static Path folder(String name) {
        for (Path at = Path.of("").toAbsolutePath(); at.getParent() != null; at = at.getParent()) {
            Path folder = at.resolveSibling("shared").resolve(name);
            if (Files.isDirectory(folder)) {
                return folder;
            }
        }
        String missing = "the ground truth ../shared/" + name + " is not beside the project";
        if ("true".equals(System.getenv("CI"))) {
            throw new IllegalStateException(missing);
        }
        return abort("skipped: " + missing);
    }

    /** The files of a folder whose names end so, in order. */
    public static List<Path> files(String folder, String ending) throws IOException {
        try (Stream<Path> all = Files.list(folder(folder))) {
            return all.filter(path -> path.toString().endsWith(ending)).sorted().toList();
        }
    }

    /** What a gzip file holds. */
    public static byte[] unpacked(Path file) {
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

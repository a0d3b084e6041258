package dev.whereabouts.ssa.corpus;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the recorded answers are. Tests that need them skip, and say why, where they are missing; in CI that is an error. */
public final class GroundTruth {

    private GroundTruth() {}

    /** A folder of ground truth, such as {@code corpus/loclists}. */
    public static Path folder(String name) {
        Path root = Path.of("").toAbsolutePath();
        for (Path at = root; at != null; at = at.getParent()) {
            Path shared = at.resolveSibling("shared").resolve(name);
            if (at.getParent() != null && Files.isDirectory(shared)) {
                return shared;
            }
        }
        boolean isCi = "true".equals(System.getenv("CI"));
        if (isCi) {
            throw new IllegalStateException("CI runs beside ../shared, and ../shared/" + name + " is not there");
        }
        assumeTrue(false, "skipped: the ground truth ../shared/" + name + " is not beside the project");
        throw new IllegalStateException();
    }

    /** The files of a folder whose names end so, in order. */
    public static java.util.List<Path> files(String folder, String ending) throws IOException {
        try (var all = Files.list(folder(folder))) {
            return all.filter(path -> path.toString().endsWith(ending)).sorted().toList();
        }
    }
}

package dev.whereabouts.service;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** The Go binaries of the recorded ground truth. */
public final class GoFixture {

    private static final Path BINARIES = Path.of("../../shared/debugcall/bin");

    private GoFixture() {}

    /** The optimised build; a test that needs it is skipped where it is missing, and fails in CI. */
    public static byte[] optimised() throws IOException {
        Path packed = BINARIES.resolve("fixture.opt.gz");
        if (!Files.exists(packed)) {
            if ("true".equals(System.getenv("CI"))) {
                throw new IllegalStateException("the ground truth ../shared/debugcall is not beside the project");
            }
            abort("skipped: the ground truth ../shared/debugcall is not beside the project");
        }
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(packed))) {
            return in.readAllBytes();
        }
    }
}

package dev.whereabouts.service.training;

import dev.whereabouts.service.http.MediaTypes;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A file that is the body of a request.
 *
 * @param path   what it is posted to
 * @param type   its content type, which the file's name tells
 * @param isGzip whether it is compressed
 */
public record Example(Path file, String path, String type, boolean isGzip) {

    private static final String GZIP = ".gz";

    private static final Map<String, String> TYPES = Map.of("json", "application/json", "ndjson", MediaTypes.NDJSON,
            "txt", "text/plain", "html", "text/html");

    /** What takes the examples of each folder. */
    private static final Map<String, String> PATHS = Map.of("loclists", "/v1/loclists", "emulate", "/v1/emulate",
            "debugcall", "/v1/debugcall/simulate");

    /** The file as a request; none if its name has no ending that a content type belongs to, as a program's source. */
    public static Optional<Example> of(Path folder, Path file) {
        String name = file.getFileName().toString();
        boolean isGzip = name.endsWith(GZIP);
        String plain = isGzip ? name.substring(0, name.length() - GZIP.length()) : name;
        String type = TYPES.get(plain.substring(plain.lastIndexOf('.') + 1));
        String path = PATHS.get(folder.relativize(file.getParent()).toString());
        if (path == null) {
            throw new IllegalStateException("nothing is known to take the examples beside " + file);
        }
        return Optional.ofNullable(type).map(known -> new Example(file, path, known, isGzip));
    }
}

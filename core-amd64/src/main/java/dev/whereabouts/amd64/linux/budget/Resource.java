package dev.whereabouts.amd64.linux.budget;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a run's budget bounds. */
public enum Resource {
    INSTRUCTIONS("instructions"), MEMORY_BYTES("memoryBytes"), MAPPED_BYTES("mappedBytes"), MAPPINGS(
            "mappings"), THREADS("threads"), OPEN_FILES("openFiles"), OUTPUT_BYTES(
                    "outputBytes"), FILE_SYSTEM_BYTES("fileSystemBytes"), WALL_MILLISECONDS("wallMilliseconds");

    private final String label;

    Resource(String label) {
        this.label = label;
    }

    /** The resource that requests and answers write so. */
    public static Optional<Resource> labelled(String label) {
        return Stream.of(values()).filter(resource -> resource.label.equals(label)).findFirst();
    }

    /** All labels, for a message. */
    public static String labels() {
        return Stream.of(values()).map(Resource::label).collect(Collectors.joining(", "));
    }

    /** As requests and answers write it. */
    public String label() {
        return label;
    }
}

package dev.whereabouts.amd64.linux.budget;

/** What a run's budget bounds. */
public enum Resource {
    INSTRUCTIONS("instructions"), MEMORY_BYTES("memoryBytes"), MAPPED_BYTES("mappedBytes"), MAPPINGS(
            "mappings"), THREADS("threads"), OPEN_FILES("openFiles"), OUTPUT_BYTES(
                    "outputBytes"), FILE_SYSTEM_BYTES("fileSystemBytes"), WALL_MILLISECONDS("wallMilliseconds");

    private final String label;

    Resource(String label) {
        this.label = label;
    }

    /** As requests and answers write it. */
    public String label() {
        return label;
    }
}

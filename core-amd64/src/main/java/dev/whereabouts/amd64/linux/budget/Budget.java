package dev.whereabouts.amd64.linux.budget;

/**
 * How much one run may use.
 *
 * @param instructions     executed by all threads together
 * @param memoryBytes      of pages that were touched
 * @param mappedBytes      of address space that can be accessed, touched or not; reservations without access do not count
 * @param mappings         runs of addresses with one access, over all
 * @param threads          alive at once
 * @param openFiles        open at once
 * @param outputBytes      written to standard output and standard error together
 * @param fileSystemBytes  in all files together, and in all pipes
 * @param wallMilliseconds of the host's time; the one bound that depends on the host
 */
public record Budget(long instructions, long memoryBytes, long mappedBytes, int mappings, int threads, int openFiles,
        int outputBytes, long fileSystemBytes, long wallMilliseconds) {

    /** Enough for the Go runtime's own tests of debug calls, little enough for a shared service. */
    public static final Budget DEFAULT = new Budget(10_000_000_000L, 512L << 20, 1L << 40, 65_536, 256, 1_024, 16 << 20,
            64L << 20, 60_000);

    /** This budget with another bound for one resource. */
    public Budget with(Resource resource, long bound) {
        int narrow = (int) Math.min(bound, Integer.MAX_VALUE);
        return new Budget(resource == Resource.INSTRUCTIONS ? bound : instructions,
                resource == Resource.MEMORY_BYTES ? bound : memoryBytes,
                resource == Resource.MAPPED_BYTES ? bound : mappedBytes,
                resource == Resource.MAPPINGS ? narrow : mappings,
                resource == Resource.THREADS ? narrow : threads,
                resource == Resource.OPEN_FILES ? narrow : openFiles,
                resource == Resource.OUTPUT_BYTES ? narrow : outputBytes,
                resource == Resource.FILE_SYSTEM_BYTES ? bound : fileSystemBytes,
                resource == Resource.WALL_MILLISECONDS ? bound : wallMilliseconds);
    }

    /** The bound of one resource. */
    public long of(Resource resource) {
        return switch (resource) {
            case INSTRUCTIONS -> instructions;
            case MEMORY_BYTES -> memoryBytes;
            case MAPPED_BYTES -> mappedBytes;
            case MAPPINGS -> mappings;
            case THREADS -> threads;
            case OPEN_FILES -> openFiles;
            case OUTPUT_BYTES -> outputBytes;
            case FILE_SYSTEM_BYTES -> fileSystemBytes;
            case WALL_MILLISECONDS -> wallMilliseconds;
        };
    }
}

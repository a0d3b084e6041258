package dev.whereabouts.service.cli.report;

/**
 * Where something is.
 *
 * @param file as it was named
 * @param line from 1, or {@link #NO_LINE}
 */
public record SourcePlace(String file, int line) {

    public static final int NO_LINE = 0;
}

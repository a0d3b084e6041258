package dev.whereabouts.amd64.register;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A release line of Go, such as 1.26. Patch releases do not change what this project models, so they are dropped.
 *
 * @param minor the number after {@code 1.}
 */
public record GoVersion(int minor) implements Comparable<GoVersion> {

    private static final Pattern SPELLING = Pattern
            .compile("(?:go)?1\\.(\\d{1,3})(?:\\.\\d{1,4}|(?:rc|beta)\\d{1,3})?");

    private static final List<GoVersion> TABLES = FactTables.versions(GoVersion.class);

    /** The oldest and newest release lines whose rules are known: the first and last of the fact tables. */
    public static final GoVersion OLDEST = TABLES.getFirst();

    public static final GoVersion NEWEST = TABLES.getLast();

    /**
     * Reads {@code 1.26}, {@code go1.26}, {@code go1.26.8} or {@code 1.26rc1}.
     *
     * @throws IllegalArgumentException if the text is no Go version, or one outside {@link #OLDEST} to {@link #NEWEST}
     */
    public static GoVersion parse(String text) {
        GoVersion version = spelled(text);
        if (version.compareTo(OLDEST) < 0 || version.compareTo(NEWEST) > 0) {
            throw new IllegalArgumentException(
                    "Go " + version + " is not supported: the rules of " + OLDEST + " to " + NEWEST + " are known");
        }
        return version;
    }

    /** Reads a version without asking whether its rules are known. */
    static GoVersion spelled(String text) {
        Matcher matcher = SPELLING.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a Go version: expected something like 1.26 or go1.26.8");
        }
        return new GoVersion(Integer.parseInt(matcher.group(1)));
    }

    public boolean atLeast(int otherMinor) {
        return minor >= otherMinor;
    }

    @Override
    public int compareTo(GoVersion other) {
        return Integer.compare(minor, other.minor);
    }

    @Override
    public String toString() {
        return "1." + minor;
    }
}

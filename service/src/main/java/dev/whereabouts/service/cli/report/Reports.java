package dev.whereabouts.service.cli.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The reports that a command was asked for; there may be none. Where the command is broken off, they say so. */
public final class Reports implements AutoCloseable {

    /** Characters of names that are kept to number those that come again; later ones are not numbered. */
    private static final int MOST_NAME_CHARACTERS = 32 << 20;

    private static final int BROKEN_OFF = 2;

    private final List<Report> reports = new ArrayList<>();
    private final Map<String, Integer> ordinals = new HashMap<>();
    private int nameCharacters;
    private boolean isInSuite;
    private boolean isFinished;

    /**
     * What reports say of the program.
     *
     * @param command its name
     * @param version of the program
     * @param rules   that its findings are instances of
     */
    public record Origin(String command, String version, List<Rule> rules) {

        public Origin {
            rules = List.copyOf(rules);
        }
    }

    /**
     * Begins the reports.
     *
     * @param root that files are told relative to: absolute
     * @throws IOException if a file cannot be made
     */
    public Reports(Optional<Path> junit, Optional<Path> sarif, Origin origin, Path root) throws IOException {
        SourceRoot source = new SourceRoot(root.toString());
        try {
            if (junit.isPresent()) {
                reports.add(new JunitReport(junit.get(), origin, source));
            }
            if (sarif.isPresent()) {
                reports.add(new SarifReport(sarif.get(), origin, source));
            }
        } catch (IOException e) {
            discard();
            throw e;
        }
    }

    private Reports() {}

    /** No report. */
    public static Reports none() {
        return new Reports();
    }

    /** Whether nobody asked for a report. */
    public boolean isNone() {
        return reports.isEmpty();
    }

    /** A suite begins. @param name of the input */
    public void begin(String name) throws IOException {
        isInSuite = true;
        for (Report report : reports) {
            report.begin(name);
        }
    }

    /** A case of the suite. */
    public void add(ReportCase each) throws IOException {
        if (reports.isEmpty()) {
            return;
        }
        ReportCase numbered = each.numbered(ordinal(each.group() + '\n' + each.name()));
        for (Report report : reports) {
            report.add(numbered);
        }
    }

    private int ordinal(String name) {
        if (ordinals.containsKey(name)) {
            return ordinals.merge(name, 1, Integer::sum);
        }
        if (nameCharacters + (long) name.length() > MOST_NAME_CHARACTERS) {
            return 1;
        }
        nameCharacters += name.length();
        ordinals.put(name, 1);
        return 1;
    }

    /** The suite is over. */
    public void end() throws IOException {
        isInSuite = false;
        for (Report report : reports) {
            report.end();
        }
    }

    /**
     * The command is over.
     *
     * @param exitCode     of the command
     * @param isSuccessful whether it did what it was asked to, whatever it found
     */
    public void finish(int exitCode, boolean isSuccessful) throws IOException {
        for (Report report : reports) {
            report.finish(exitCode, isSuccessful);
        }
        isFinished = true;
    }

    /** Completes the reports of a command that did not come to its end. */
    @Override
    public void close() throws IOException {
        try {
            if (!isFinished && !reports.isEmpty()) {
                if (!isInSuite) {
                    begin("whereabouts");
                }
                add(new ReportCase("whereabouts", "end", "the command's end", 1,
                        new SourcePlace("whereabouts", SourcePlace.NO_LINE), List.of(),
                        List.of("the command broke off before it was done; its standard error says why")));
                end();
                finish(BROKEN_OFF, false);
            }
        } finally {
            discard();
        }
    }

    private void discard() throws IOException {
        for (Report report : reports) {
            report.discard();
        }
    }
}

package dev.whereabouts.service.cli;

import dev.whereabouts.service.cli.report.Finding;
import dev.whereabouts.service.cli.report.Level;
import dev.whereabouts.service.cli.report.ReportCase;
import dev.whereabouts.service.cli.report.Reports;
import dev.whereabouts.service.cli.report.Rule;
import dev.whereabouts.service.cli.report.SourcePlace;
import dev.whereabouts.service.loclists.Outcome;
import dev.whereabouts.ssa.explain.Check;
import dev.whereabouts.ssa.explain.Check.Severity;
import dev.whereabouts.ssa.gossafunc.listing.SourceLines.Position;
import dev.whereabouts.ssa.problem.InputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What checks found in the functions of files, as reports have it: a suite for each file, a case for each function. */
final class CheckReport {

    /** The name of standard input among files. */
    static final String STANDARD_INPUT = "stdin";

    /** The checks. What they find is an error, a warning or a note from case to case; here stands what the worst is. */
    static final List<Rule> RULES = Arrays.stream(Check.Rule.values())
            .map(rule -> new Rule(rule.id(), rule.summary(), rule.consequence(), level(worst(rule)))).toList();

    /** Go's own name for code that has no source file, such as wrappers of methods. */
    private static final char NO_FILE = '<';

    private final Reports reports;
    private final Severity failOn;
    private String shown;
    private String file;
    private InputException firstRefusal;

    /** @param failOn from which severity on a finding is a failure */
    CheckReport(Reports reports, Severity failOn) {
        this.reports = reports;
        this.failOn = failOn;
    }

    private static Severity worst(Check.Rule rule) {
        return switch (rule) {
            case PIECES_COVER_TYPE, PIECES_OVERLAP, RANGES_ORDERED -> Severity.ERROR;
            case AVAILABLE_AT_ENTRY -> Severity.WARNING;
            case RANGE_IN_STACK_GROWTH, NEIGHBOURS_ALIKE -> Severity.INFO;
        };
    }

    private static Level level(Severity severity) {
        return switch (severity) {
            case INFO -> Level.NOTE;
            case WARNING -> Level.WARNING;
            case ERROR -> Level.ERROR;
        };
    }

    /** Whether anybody asked for a report, so that checks have to be made. */
    boolean isWanted() {
        return !reports.isNone();
    }

    /** What is to be told of each function; empty where nobody asked for a report. */
    Optional<Consumer<Outcome>> observer() {
        return isWanted() ? Optional.of(this::accept) : Optional.empty();
    }

    /** A file begins. */
    void begin(String name, String as) throws IOException {
        shown = name;
        file = as;
        firstRefusal = null;
        reports.begin(name);
    }

    /**
     * A function of it.
     *
     * @throws UncheckedIOException if a report cannot be written
     */
    void accept(Outcome outcome) {
        try {
            reports.add(switch (outcome) {
                case Outcome.Answered answered -> answered(answered);
                case Outcome.Refused(var refused) -> {
                    firstRefusal = firstRefusal == null ? refused.why() : firstRefusal;
                    SourcePlace place = new SourcePlace(file, line(refused.line()));
                    List<String> why = Refusals.lines(refused.why());
                    String line = refused.line() == 0 ? "function" : "line " + refused.line();
                    yield refused.name().map(name -> reportCase(name, place, List.of(), why)).orElseGet(
                            () -> new ReportCase(shown, line,
                                    refused.line() == 0 ? shown : shown + ":" + refused.line(), 1, place, List.of(),
                                    why));
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lines beyond what reports count are the last that they do. */
    private static int line(long line) {
        return (int) Math.min(line, Integer.MAX_VALUE);
    }

    private ReportCase answered(Outcome.Answered answered) {
        List<Finding> findings = answered.findings().stream()
                .map(finding -> new Finding(finding.check().rule().id(), level(finding.check().severity()),
                        finding.check().severity().compareTo(failOn) >= 0, true, finding.variable(),
                        finding.check().detail(), place(finding.source(), answered.line())))
                .toList();
        return reportCase(answered.name(), place(answered.source(), answered.line()), findings, List.of());
    }

    private SourcePlace place(Optional<Position> source, long line) {
        return source.filter(position -> position.file().charAt(0) != NO_FILE)
                .map(position -> new SourcePlace(position.file(), position.line()))
                .orElseGet(() -> new SourcePlace(file, line(line)));
    }

    private static ReportCase reportCase(String name, SourcePlace place, List<Finding> findings,
            List<String> refusals) {
        int end = packageEnd(name);
        return new ReportCase(end < 0 ? name : name.substring(0, end), name.substring(end + 1), name, 1, place,
                findings, refusals);
    }

    /** Where the dot behind the package's path is: the first one behind the last slash, but for what receivers and type arguments hold. */
    private static int packageEnd(String symbol) {
        int end = symbol.length();
        for (char bracket : new char[]{'(', '['}) {
            int at = symbol.indexOf(bracket);
            end = at < 0 ? end : Math.min(end, at);
        }
        String plain = symbol.substring(0, end);
        return plain.indexOf('.', plain.lastIndexOf('/') + 1);
    }

    /** The file is refused as a whole. */
    void refused(InputException refusal) throws IOException {
        // where each function was refused, the file is, by the first of them
        if (refusal != firstRefusal) {
            add(Refusals.lines(refusal));
        }
    }

    /** The file cannot be read. */
    void unreadable(String why) throws IOException {
        add(List.of(why));
    }

    private void add(List<String> refusals) throws IOException {
        reports.add(new ReportCase(shown, "input", shown, 1, new SourcePlace(file, SourcePlace.NO_LINE), List.of(),
                refusals));
    }

    /** The file is over. */
    void end() throws IOException {
        reports.end();
    }
}

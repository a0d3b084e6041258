package dev.whereabouts.service.cli;

import dev.whereabouts.service.cli.report.Reports;
import dev.whereabouts.service.cli.report.Rule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** {@code --junit} and {@code --sarif}: reports for CI systems, beside the usual output. */
final class ReportOptions {

    private static final String JUNIT = "--junit";
    private static final String SARIF = "--sarif";

    private ReportOptions() {}

    static void add(CommandSpec options) {
        options.addOption(file(JUNIT, "Write a report as JUnit XML, too."));
        options.addOption(file(SARIF, "Write a report as SARIF 2.1.0, too."));
    }

    private static OptionSpec file(String name, String description) {
        return OptionSpec.builder(name).type(Path.class).paramLabel("FILE").description(description).build();
    }

    /**
     * Begins the reports that are asked for.
     *
     * @param rules that their findings may be of
     */
    static Reports open(ParseResult given, List<Rule> rules) throws IOException {
        Optional<Path> junit = Optional.ofNullable(given.matchedOptionValue(JUNIT, null));
        Optional<Path> sarif = Optional.ofNullable(given.matchedOptionValue(SARIF, null));
        if (junit.isPresent() && junit.equals(sarif)) {
            throw new ParameterException(given.commandSpec().commandLine(),
                    JUNIT + " and " + SARIF + " name the same file");
        }
        String command = given.commandSpec().name();
        String name = command.substring(command.lastIndexOf(' ') + 1);
        return new Reports(junit, sarif, new Reports.Origin(name, given.commandSpec().version()[0], rules),
                Path.of("").toAbsolutePath());
    }
}

package dev.whereabouts.service.cli;

import dev.whereabouts.service.cli.report.Reports;
import dev.whereabouts.service.loclists.Format;
import dev.whereabouts.service.loclists.Operation;
import dev.whereabouts.ssa.explain.Check.Severity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;

/** {@code whereabouts loclists}. */
final class LoclistsCommand implements Command {

    @Override
    public CommandSpec options() {
        CommandSpec options = CommandSpec.create();
        options.usageMessage().description(
                "The location lists of the functions in files. A file is recognised by its content: JSON, NDJSON, a compiler's dump, "
                        + "or an ssa.html, each plain or gzip. Without a file, standard input is read.");
        options.addOption(
                FileOptions.text("--go", "VERSION", "The compiler's version, such as 1.26; the newest if left out."));
        options.addOption(FileOptions.text("--dwarf", "4|5",
                "The version of DWARF; 5 if left out, 4 for Go before 1.25."));
        options.addOption(FileOptions.text("--include", "PART,...",
                "What to show: entries, explanations, checks, coverage, trace; entries,checks if left out."));
        options.addOption(FileOptions.text("--types", "TYPE=SIZE,...",
                "Bytes of named types that a dump does not tell, such as main.T=24."));
        options.addOption(
                FileOptions.text("--pointer-size", "4|8", "Bytes of the target's pointers; 8 if left out."));
        options.addOption(
                FileOptions.text("--passes", "N", "How many liveness passes; as many as needed if left out."));
        options.addOption(OptionSpec.builder("--format").type(Format.class).paramLabel("text|json|elf")
                .converters(LoclistsCommand::format)
                .description("Text for people, which is the default, JSON, or an ELF object with DWARF.").build());
        options.addOption(OptionSpec.builder("--fail-on").type(Severity.class).paramLabel("error|warning")
                .converters(LoclistsCommand::severity)
                .description("End with exit code 1 where a check finds something as bad or worse.").build());
        ReportOptions.add(options);
        FileOptions.addFiles(options);
        return options;
    }

    @Override
    public int run(ParseResult given, Terminal terminal) throws IOException {
        Format format = given.matchedOptionValue("--format", Format.TEXT);
        Severity failOn = given.matchedOptionValue("--fail-on", null);
        try (Reports reports = ReportOptions.open(given, CheckReport.RULES)) {
            CheckReport report = new CheckReport(reports, failOn == null ? Severity.ERROR : failOn);
            ExitCode code = FileOptions.work(given, terminal, Operation.LOCLISTS, format, Optional.ofNullable(failOn),
                    report);
            reports.finish(code.code(), code != ExitCode.BAD_INPUT);
            return code.code();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static Format format(String name) {
        return switch (name) {
            case "text" -> Format.TEXT;
            case "json" -> Format.JSON;
            case "elf" -> Format.ELF;
            default -> throw new TypeConversionException("the format is text, json or elf");
        };
    }

    private static Severity severity(String name) {
        return switch (name) {
            case "error" -> Severity.ERROR;
            case "warning" -> Severity.WARNING;
            default -> throw new TypeConversionException("the severity is error or warning");
        };
    }
}

package dev.whereabouts.service.cli;

import dev.whereabouts.debugcall.diagnosis.Severity;
import dev.whereabouts.debugcall.script.CallScript.Events;
import dev.whereabouts.service.cli.ScriptWork.Changes;
import dev.whereabouts.service.cli.report.Reports;
import dev.whereabouts.service.debugcall.ScenarioList;
import dev.whereabouts.service.debugcall.Simulator;
import dev.whereabouts.service.loclists.Format;
import dev.whereabouts.service.settings.Settings;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;

/** {@code whereabouts debugcall}: call scripts, carried out. */
final class DebugcallCommand implements Command {

    /** From which severity on a diagnosis fails the command; empty: none does. */
    private record FailOn(Optional<Severity> severity) {}

    @Override
    public CommandSpec options() {
        CommandSpec options = CommandSpec.create();
        options.usageMessage().description(
                "Injects calls into a program as a debugger does, and tells what happens, event by event, and which rules of the protocol are "
                        + "broken. The script says what to do; the program is a Go binary, run under emulation, or a scenario of the model runtime.",
                "Exit code: 0 all good; 1 an expectation of the script failed, or --fail-on a diagnosis; 2 bad usage or input.");
        options.addOption(OptionSpec.builder("--program").type(Path.class).paramLabel("ELF")
                .description("The Go binary to run, whatever the script says.").build());
        options.addOption(FileOptions.text("--scenario", "NAME",
                "The scenario to run, whatever the script says; without a script its own calls are made."));
        options.addOption(OptionSpec.builder("--list").description("Tell the scenarios, and exit.").build());
        options.addOption(format());
        options.addOption(OptionSpec.builder("--events").type(Events.class).paramLabel("full|summary")
                .converters(DebugcallCommand::events)
                .description("How much of each event is told, whatever the script says.").build());
        options.addOption(OptionSpec.builder("--fail-on").type(FailOn.class).paramLabel("error|warning|never")
                .converters(DebugcallCommand::failOn)
                .description(
                        "From which diagnoses on the exit code is 1; error if left out. Where the script says which diagnoses it expects, "
                                + "that alone counts. Expectations always count.")
                .build());
        options.addOption(FileOptions.output());
        options.addOption(BudgetOption.option());
        ReportOptions.add(options);
        options.addPositional(PositionalParamSpec.builder().paramLabel("SCRIPT").type(List.class)
                .auxiliaryTypes(String.class).arity("0..*")
                .description("Scripts, as JSON; - is standard input. Of several the JSON is one transcript a line.")
                .build());
        return options;
    }

    /** Text, which is the default, or JSON. */
    static OptionSpec format() {
        return OptionSpec.builder("--format").type(Format.class).paramLabel("text|json")
                .converters(DebugcallCommand::format)
                .description("Text for people, which is the default, or JSON as over HTTP.").build();
    }

    private static Format format(String name) {
        return switch (name) {
            case "text" -> Format.TEXT;
            case "json" -> Format.JSON;
            default -> throw new TypeConversionException("the format is text or json");
        };
    }

    private static Events events(String name) {
        return switch (name) {
            case "full" -> Events.FULL;
            case "summary" -> Events.SUMMARY;
            default -> throw new TypeConversionException("events are full or summary");
        };
    }

    private static FailOn failOn(String name) {
        return switch (name) {
            case "error" -> new FailOn(Optional.of(Severity.ERROR));
            case "warning" -> new FailOn(Optional.of(Severity.WARNING));
            case "never" -> new FailOn(Optional.empty());
            default -> throw new TypeConversionException("it is error, warning or never");
        };
    }

    @Override
    public int run(ParseResult given, Terminal terminal) throws IOException {
        if (given.hasMatchedOption("--list")) {
            list(given, terminal);
            return ExitCode.GOOD.code();
        }
        List<String> scripts = given.matchedPositionalValue(0, List.of());
        Settings settings = FileOptions.settings(given, terminal);
        Simulator simulator = new Simulator(settings, BudgetOption.budget(given, terminal));
        FailOn failOn = given.matchedOptionValue("--fail-on", new FailOn(Optional.of(Severity.ERROR)));
        Changes changes = changes(given, scripts);
        try (Reports reports = ReportOptions.open(given, CallReport.RULES);
                OutputStream out = FileOptions.output(given, terminal)) {
            ScriptOutput output = new ScriptOutput(isJson(given), scripts.size() > 1,
                    FileOptions.charset(given, terminal), settings, out);
            ScriptWork work = new ScriptWork(terminal, settings, simulator, changes, output,
                    new CallReport(reports, failOn.severity()), failOn.severity());
            if (scripts.isEmpty()) {
                work.scenario();
            }
            for (String script : scripts) {
                work.script(script);
            }
            ExitCode code = work.result();
            reports.finish(code.code(), code != ExitCode.BAD_INPUT);
            return code.code();
        } catch (InterruptedException e) {
            throw new InterruptedIOException();
        }
    }

    private static Changes changes(ParseResult given, List<String> scripts) throws IOException {
        Path program = given.matchedOptionValue("--program", null);
        String scenario = given.matchedOptionValue("--scenario", null);
        if (program != null && scenario != null) {
            throw new ParameterException(given.commandSpec().commandLine(),
                    "--program and --scenario name different programs");
        }
        if (scripts.isEmpty() && scenario == null) {
            throw new ParameterException(given.commandSpec().commandLine(),
                    "expected a script, or --scenario; --list tells the scenarios");
        }
        return new Changes(program == null ? Optional.empty() : Optional.of(Files.readAllBytes(program)),
                Optional.ofNullable(scenario), Optional.ofNullable(given.matchedOptionValue("--events", null)));
    }

    private static void list(ParseResult given, Terminal terminal) throws IOException {
        try (OutputStream out = FileOptions.output(given, terminal)) {
            if (isJson(given)) {
                ScenarioList.writeJson(out);
            } else {
                ScenarioList.writeText(out, FileOptions.charset(given, terminal));
            }
        }
    }

    /** Whether the option of {@link #format} asks for JSON. */
    static boolean isJson(ParseResult given) {
        return given.matchedOptionValue("--format", Format.TEXT) == Format.JSON;
    }
}

package dev.whereabouts.service.cli;

import dev.whereabouts.debugcall.diagnosis.Severity;
import dev.whereabouts.debugcall.script.CallScript;
import dev.whereabouts.debugcall.script.CallScript.Events;
import dev.whereabouts.debugcall.script.ProgramChoice;
import dev.whereabouts.debugcall.script.ProgramChoice.Binary;
import dev.whereabouts.service.debugcall.ScenarioList;
import dev.whereabouts.service.debugcall.Simulated;
import dev.whereabouts.service.debugcall.Simulator;
import dev.whereabouts.service.loclists.Format;
import dev.whereabouts.service.settings.Settings;
import dev.whereabouts.ssa.problem.InputException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;

/** {@code whereabouts debugcall}: a call script, carried out. */
final class DebugcallCommand implements Command {

    private static final String STANDARD_INPUT = "-";
    /** No file has this name. */
    private static final String NO_SCRIPT = "";
    private static final byte[] EMPTY_SCRIPT = {'{', '}'};

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
        options.addPositional(PositionalParamSpec.builder().index("0").paramLabel("SCRIPT").type(String.class)
                .arity("0..1").description("The script, as JSON; - is standard input.").build());
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
        String file = given.matchedPositionalValue(0, NO_SCRIPT);
        Settings settings = FileOptions.settings(given, terminal);
        Simulator simulator = new Simulator(settings, BudgetOption.budget(given, terminal));
        FailOn failOn = given.matchedOptionValue("--fail-on", new FailOn(Optional.of(Severity.ERROR)));
        try {
            Simulated simulated = simulated(given, terminal, simulator, file);
            write(given, terminal, simulated);
            return (simulated.hasFailed(failOn.severity()) ? ExitCode.CHECK_FAILED : ExitCode.GOOD).code();
        } catch (InputException e) {
            Refusals.tell(terminal, settings, shown(file), Optional.empty(), e);
            return ExitCode.BAD_INPUT.code();
        } catch (InterruptedException e) {
            throw new InterruptedIOException();
        }
    }

    private static String shown(String file) {
        return switch (file) {
            case NO_SCRIPT -> "--scenario";
            case STANDARD_INPUT -> "standard input";
            default -> file;
        };
    }

    private static Simulated simulated(ParseResult given, Terminal terminal, Simulator simulator, String file)
            throws IOException, InterruptedException {
        Path program = given.matchedOptionValue("--program", null);
        String scenario = given.matchedOptionValue("--scenario", null);
        if (program != null && scenario != null) {
            throw new ParameterException(given.commandSpec().commandLine(),
                    "--program and --scenario name different programs");
        }
        if (file.equals(NO_SCRIPT) && scenario == null) {
            throw new ParameterException(given.commandSpec().commandLine(),
                    "expected a script, or --scenario; --list tells the scenarios");
        }
        CallScript script;
        try (InputStream in = open(file, terminal)) {
            script = simulator.read(in);
        }
        if (program != null) {
            script = script.withProgram(binary(script.program(), Files.readAllBytes(program)));
        } else if (scenario != null) {
            script = script.withProgram(new ProgramChoice.Scenario(scenario));
        }
        Events events = given.matchedOptionValue("--events", script.events());
        return simulator.run(script.withEvents(events), Optional.empty());
    }

    private static InputStream open(String file, Terminal terminal) throws IOException {
        return switch (file) {
            case NO_SCRIPT -> new ByteArrayInputStream(EMPTY_SCRIPT);
            case STANDARD_INPUT -> terminal.in();
            default -> Files.newInputStream(Path.of(file));
        };
    }

    /** The script's own arguments and environment go to the other program, too. */
    private static ProgramChoice binary(ProgramChoice ofScript, byte[] elf) {
        return switch (ofScript) {
            case ProgramChoice.Scenario _ -> new Binary(Optional.of(elf), List.of(), Map.of(), Optional.empty());
            case Binary(var _, var argv, var env, var random) -> new Binary(Optional.of(elf), argv, env, random);
        };
    }

    private static void write(ParseResult given, Terminal terminal, Simulated simulated) throws IOException {
        try (OutputStream out = FileOptions.output(given, terminal)) {
            if (isJson(given)) {
                simulated.writeJson(out);
            } else {
                simulated.writeText(out, FileOptions.charset(given, terminal));
            }
        }
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

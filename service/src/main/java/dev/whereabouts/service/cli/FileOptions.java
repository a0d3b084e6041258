package dev.whereabouts.service.cli;

import dev.whereabouts.service.loclists.Format;
import dev.whereabouts.service.loclists.FunctionWork.Order;
import dev.whereabouts.service.loclists.Operation;
import dev.whereabouts.service.settings.Settings;
import dev.whereabouts.ssa.explain.Check.Severity;
import dev.whereabouts.ssa.json.LoclistsOptions;
import dev.whereabouts.ssa.problem.InputException;
import dev.whereabouts.ssa.problem.Place;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The options of commands that work on files; those of the API go by the API's names, only spelled as options are. */
final class FileOptions {

    private static final int BUFFER = 64 << 10;

    /** Parameters of {@link LoclistsOptions#ofQuery} by option. */
    private static final Map<String, String> PARAMETERS = Map.of("--go", "go", "--dwarf", "dwarf", "--include",
            "include", "--types", "types", "--pointer-size", "pointerSize", "--passes", "passes");

    private FileOptions() {}

    /** An option of the API. */
    static OptionSpec text(String name, String label, String description) {
        return OptionSpec.builder(name).type(String.class).paramLabel(label).description(description).build();
    }

    /** An option that may be given several times. */
    static OptionSpec many(String name, String label, String description) {
        return OptionSpec.builder(name).type(List.class).auxiliaryTypes(String.class).arity("1").paramLabel(label)
                .description(description).build();
    }

    /** The values of an option of {@link #many}, each a name and what stands behind its "=". */
    static List<String[]> pairs(ParseResult given, String option) {
        return given.matchedOptionValue(option, List.<String>of()).stream().map(text -> {
            String[] pair = text.split("=", 2);
            if (pair.length < 2) {
                throw new ParameterException(given.commandSpec().commandLine(),
                        option + ": expected \"=\" in \"" + text + "\"");
            }
            return pair;
        }).toList();
    }

    /** The file to write. */
    static OptionSpec output() {
        return OptionSpec.builder("-o", "--output").type(Path.class).paramLabel("OUT")
                .description("Write to this file instead of standard output.").build();
    }

    /** Opens the file of {@link #output()}, or standard output. */
    static OutputStream output(ParseResult given, Terminal terminal) throws IOException {
        Path output = given.matchedOptionValue("-o", null);
        return new BufferedOutputStream(output == null ? terminal.out() : Files.newOutputStream(output), BUFFER);
    }

    /** Of text that goes there. */
    static Charset charset(ParseResult given, Terminal terminal) {
        return given.hasMatchedOption("-o") ? StandardCharsets.UTF_8 : terminal.charset();
    }

    /** Adds the files to read and the file to write. */
    static void addFiles(CommandSpec options) {
        options.addOption(output());
        options.addPositional(PositionalParamSpec.builder().paramLabel("FILE").type(List.class)
                .auxiliaryTypes(String.class).arity("0..*").description("Files to read; - is standard input.")
                .build());
    }

    /**
     * Works on the files.
     *
     * @param failOn the mildest finding that fails the command
     * @param report is told of every function
     */
    static ExitCode work(ParseResult given, Terminal terminal, Operation operation, Format format,
            Optional<Severity> failOn, CheckReport report) throws IOException {
        Map<String, String> parameters = parameters(given, failOn.isPresent() || report.isWanted());
        Settings settings = settings(given, terminal);
        List<String> files = given.matchedPositionals().isEmpty()
                ? List.of("-")
                : given.matchedPositionalValue(0, List.of());
        if (format == Format.ELF && files.size() > 1) {
            throw new ParameterException(given.commandSpec().commandLine(), "an ELF object is made of one file");
        }
        Order order = new Order(operation, format, "/v1/" + given.commandSpec().name(), terminal.columns(),
                charset(given, terminal));
        try (OutputStream out = output(given, terminal)) {
            FileWork work = new FileWork(terminal, settings, parameters, order, report, out);
            for (String file : files) {
                work.file(file);
            }
            return work.result(failOn);
        }
    }

    private static Map<String, String> parameters(ParseResult given, boolean needsChecks) {
        Map<String, String> parameters = new HashMap<>();
        PARAMETERS.forEach((option, parameter) -> {
            String value = given.matchedOptionValue(option, null);
            if (value != null) {
                parameters.put(parameter, value);
            }
        });
        if (needsChecks && parameters.containsKey("include")) {
            parameters.merge("include", "checks", (asked, checks) -> asked.isEmpty() ? checks : asked + "," + checks);
        }
        try {
            LoclistsOptions.ofQuery(parameters);
            return parameters;
        } catch (InputException e) {
            String message = e.faults().stream()
                    .map(fault -> option(fault.place()) + ": " + fault.detail()).collect(Collectors.joining("; "));
            throw new ParameterException(given.commandSpec().commandLine(), message);
        }
    }

    /** The option that a fault of the parameters is about. */
    private static String option(Place place) {
        return switch (place) {
            case Place.Pointer(String pointer) -> PARAMETERS.entrySet().stream()
                    .filter(entry -> pointer.equals("/" + entry.getValue())).map(Map.Entry::getKey).findFirst()
                    .orElse(pointer);
            case Place.Position _ -> "";
        };
    }

    static Settings settings(ParseResult given, Terminal terminal) {
        try {
            return Settings.from(terminal.environment());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(given.commandSpec().commandLine(), e.getMessage());
        }
    }
}

package dev.whereabouts.service.cli;

import dev.whereabouts.service.debugcall.SafePointReport;
import dev.whereabouts.service.debugcall.SafePointsReader;
import dev.whereabouts.service.settings.Settings;
import dev.whereabouts.ssa.problem.InputException;
import dev.whereabouts.ssa.problem.Place;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** {@code whereabouts safepoints}: where a Go binary accepts calls. */
final class SafepointsCommand implements Command {

    @Override
    public CommandSpec options() {
        CommandSpec options = CommandSpec.create();
        options.usageMessage().description(
                "Where a Go binary accepts calls by a debugger, and the runtime's reason where it refuses. Told from the tables in the binary; "
                        + "nothing is run. Addresses are those of the file.");
        options.addOption(DebugcallCommand.format());
        options.addOption(FileOptions.text("--pc", "0xADDRESS",
                "Tell the nearest safe address, too; of functions, where none is named, the one there."));
        options.addOption(FileOptions.output());
        options.addPositional(PositionalParamSpec.builder().index("0").paramLabel("ELF").type(String.class).arity("1")
                .description("The binary.").build());
        options.addPositional(PositionalParamSpec.builder().index("1..*").paramLabel("FUNCTION").type(List.class)
                .auxiliaryTypes(String.class).arity("0..*")
                .description("Functions, such as main.main; all if none is named.").build());
        return options;
    }

    @Override
    public int run(ParseResult given, Terminal terminal) throws IOException {
        String file = given.matchedPositionalValue(0, "");
        Settings settings = FileOptions.settings(given, terminal);
        try {
            SafePointReport report = SafePointReport.of(Files.readAllBytes(Path.of(file)), new Place.Pointer(""),
                    given.matchedPositionalValue(1, List.<String>of()), pc(given));
            write(given, terminal, report);
            return ExitCode.GOOD.code();
        } catch (InputException e) {
            Refusals.tell(terminal, settings, file, Optional.empty(), e);
            return ExitCode.BAD_INPUT.code();
        } catch (InterruptedException e) {
            throw new InterruptedIOException();
        }
    }

    private static OptionalLong pc(ParseResult given) {
        String text = given.matchedOptionValue("--pc", null);
        OptionalLong pc = SafePointsReader.address(text);
        if (text != null && pc.isEmpty()) {
            throw new ParameterException(given.commandSpec().commandLine(),
                    "--pc: expected an address as 0x…, with up to 16 digits");
        }
        return pc;
    }

    private static void write(ParseResult given, Terminal terminal, SafePointReport report)
            throws IOException, InterruptedException {
        try (OutputStream out = FileOptions.output(given, terminal)) {
            if (DebugcallCommand.isJson(given)) {
                report.writeJson(out);
            } else {
                report.writeText(out, FileOptions.charset(given, terminal));
            }
        }
    }
}

package dev.whereabouts.service.cli;

import dev.whereabouts.service.cli.report.Reports;
import dev.whereabouts.service.loclists.Format;
import dev.whereabouts.service.loclists.Operation;
import dev.whereabouts.ssa.explain.Check.Severity;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code whereabouts functions}. */
final class FunctionsCommand implements Command {

    @Override
    public CommandSpec options() {
        CommandSpec options = CommandSpec.create();
        options.usageMessage().description("The functions in files as JSON. Files are read as by loclists.");
        options.addOption(
                FileOptions.text("--go", "VERSION", "The compiler's version, such as 1.26; the newest if left out."));
        options.addOption(FileOptions.text("--types", "TYPE=SIZE,...",
                "Bytes of named types that a dump does not tell, such as main.T=24."));
        FileOptions.addFiles(options);
        return options;
    }

    @Override
    public int run(ParseResult given, Terminal terminal) throws IOException {
        try (Reports none = Reports.none()) {
            return FileOptions.work(given, terminal, Operation.FUNCTIONS, Format.JSON, Optional.empty(),
                    new CheckReport(none, Severity.ERROR)).code();
        }
    }
}

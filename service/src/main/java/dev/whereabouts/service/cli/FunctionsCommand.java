package dev.whereabouts.service.cli;

import dev.whereabouts.service.loclists.Format;
import dev.whereabouts.service.loclists.Operation;
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
        return FileOptions.work(given, terminal, Operation.FUNCTIONS, Format.JSON, Optional.empty()).code();
    }
}

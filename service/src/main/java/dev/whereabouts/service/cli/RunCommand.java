package dev.whereabouts.service.cli;

import dev.whereabouts.amd64.image.Image;
import dev.whereabouts.amd64.image.ImageException;
import dev.whereabouts.amd64.interpreter.FeatureLevel;
import dev.whereabouts.amd64.linux.GuestProcess;
import dev.whereabouts.amd64.linux.Outcome;
import dev.whereabouts.amd64.linux.Pause;
import dev.whereabouts.amd64.linux.Program;
import dev.whereabouts.amd64.linux.ProgramException;
import dev.whereabouts.amd64.linux.budget.Resource;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** {@code whereabouts run}: an emulated program, whose output and exit code are passed through. */
final class RunCommand implements Command {

    /** Between two looks at what the program has written. */
    private static final long SLICE = 20_000_000;

    /** Added to a signal's number, as shells do. */
    private static final int KILLED = 128;

    @Override
    public CommandSpec options() {
        CommandSpec options = CommandSpec.create();
        options.parser().stopAtPositional(true);
        options.usageMessage().description(
                "Runs a static Linux program for amd64 under emulation: it reaches no file, socket or clock of this machine. Its output and "
                        + "exit code are passed through. Standard input is its own.",
                "Exit code: the program's own; 128 plus the number of a signal that ended it; 125 where a limit did; 2 where it cannot be run.");
        options.addOption(
                FileOptions.many("--env", "NAME=VALUE", "A variable of its environment, which is empty otherwise."));
        options.addOption(
                FileOptions.many("--file", "PATH=FILE", "A file of its file system, and where its contents are here."));
        options.addOption(BudgetOption.option());
        options.addOption(FileOptions.text("--random", "HEX",
                "The 16 bytes that all of its randomness follows from; the same each time if left out."));
        options.addPositional(PositionalParamSpec.builder().index("0").paramLabel("ELF").type(String.class).arity("1")
                .description("The program.").build());
        options.addPositional(PositionalParamSpec.builder().index("1..*").paramLabel("ARG").type(List.class)
                .auxiliaryTypes(String.class).arity("0..*").description("Its arguments.").build());
        return options;
    }

    @Override
    public int run(ParseResult given, Terminal terminal) throws IOException {
        String file = given.matchedPositionalValue(0, "");
        try {
            GuestProcess process = new GuestProcess(program(given, terminal, file),
                    BudgetOption.budget(given, terminal),
                    FeatureLevel.V3);
            return end(run(process, terminal), terminal);
        } catch (ImageException | ProgramException e) {
            terminal.err().println("whereabouts: " + file + ": " + e.getMessage());
            return ExitCode.BAD_INPUT.code();
        } catch (InterruptedException e) {
            throw new InterruptedIOException();
        }
    }

    private static Program program(ParseResult given, Terminal terminal, String file) throws IOException {
        Image image = Image.read(Files.readAllBytes(Path.of(file)));
        List<String> arguments = new ArrayList<>(List.of(file));
        arguments.addAll(given.matchedPositionalValue(1, List.<String>of()));
        Map<String, byte[]> files = new HashMap<>();
        for (String[] pair : FileOptions.pairs(given, "--file")) {
            files.put(pair[0], Files.readAllBytes(Path.of(pair[1])));
        }
        Program program = Program.of(image, arguments)
                .withEnvironment(given.matchedOptionValue("--env", List.<String>of())).withFiles(files)
                .withInput(terminal::in);
        String random = given.matchedOptionValue("--random", null);
        if (random == null) {
            return program;
        }
        try {
            return program.withRandom(HexFormat.of().parseHex(random));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(given.commandSpec().commandLine(),
                    "--random: expected bytes, two hexadecimal digits each");
        }
    }

    private static Outcome run(GuestProcess process, Terminal terminal) throws IOException, InterruptedException {
        int written = 0;
        int errors = 0;
        while (true) {
            Pause pause = process.run(SLICE);
            written += pass(process.output().standardFrom(written), terminal.out());
            errors += pass(process.output().errorFrom(errors), terminal.err());
            if (pause instanceof Pause.Ended(Outcome outcome)) {
                return outcome;
            }
        }
    }

    private static int pass(byte[] more, OutputStream out) throws IOException {
        out.write(more);
        out.flush();
        return more.length;
    }

    private static int end(Outcome outcome, Terminal terminal) {
        return switch (outcome) {
            case Outcome.Exited(int code) -> code;
            case Outcome.Killed killed -> {
                terminal.err().println("whereabouts: the program was ended by " + killed.signalName());
                yield KILLED + killed.signal();
            }
            case Outcome.BudgetExhausted(Resource resource) -> {
                terminal.err().println("whereabouts: the program was ended at its limit of " + resource.label()
                        + "; --limit " + resource.label() + "=N changes it");
                yield ExitCode.LIMIT.code();
            }
            case Outcome.Deadlocked() -> {
                terminal.err().println(
                        "whereabouts: the program was ended: all of its threads wait for what nothing can bring");
                yield ExitCode.LIMIT.code();
            }
        };
    }
}

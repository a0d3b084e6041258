package dev.whereabouts.service.cli;

import dev.whereabouts.service.problem.ProblemException;
import dev.whereabouts.ssa.problem.InputException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Finds the command that the arguments name, and runs it. */
public final class CommandLineInterface {

    private static final String SERVE = "serve";

    /** Types that no option here has: picocli would make a converter for each, and load what it converts to, at every start. */
    private static final String UNUSED_CONVERTERS = "java[.](sql|time|net|util)[.].*|java[.]nio[.]charset.*";

    private final Terminal terminal;
    private final String version;
    private final Map<String, Command> commands = new LinkedHashMap<>();

    /** @param version of this program */
    public CommandLineInterface(Terminal terminal, String version) {
        this.terminal = terminal;
        this.version = version;
        System.setProperty("picocli.converters.excludes", UNUSED_CONVERTERS);
        commands.put("loclists", new LoclistsCommand());
        commands.put("functions", new FunctionsCommand());
        commands.put("debugcall", new DebugcallCommand());
        commands.put("safepoints", new SafepointsCommand());
        commands.put("run", new RunCommand());
    }

    /** Whether the arguments ask for the service, which this class does not start. */
    public static boolean isServe(String[] arguments) {
        return arguments.length == 0 || arguments.length == 1 && arguments[0].equals(SERVE);
    }

    /** Runs a command. @return its exit code */
    public int run(String[] arguments) {
        Command command = commands.get(arguments[0]);
        if (command == null) {
            return general(arguments);
        }
        CommandLine line = new CommandLine(
                command.options().name("whereabouts " + arguments[0]).version(version).addOption(help()));
        try {
            ParseResult given = line.parseArgs(Arrays.copyOfRange(arguments, 1, arguments.length));
            if (given.isUsageHelpRequested()) {
                line.usage(new PrintWriter(terminal.out(), true, terminal.charset()));
                return ExitCode.GOOD.code();
            }
            return command.run(given, terminal);
        } catch (ParameterException e) {
            return refuse(e.getMessage() + " (see whereabouts " + arguments[0] + " --help)");
        } catch (InputException e) {
            return refuse(e.getMessage());
        } catch (ProblemException e) {
            return refuse(e.problem().detail());
        } catch (IOException e) {
            return refuse(Messages.of(e));
        }
    }

    private int general(String[] arguments) {
        CommandSpec all = CommandSpec.create().name("whereabouts").addOption(help())
                .addOption(OptionSpec.builder("-V", "--version").versionHelp(true)
                        .description("Print the version and exit.").build());
        all.version("whereabouts " + version);
        all.usageMessage().description(
                "Where each variable of a compiled Go function is at each instruction, and what happens when a debugger "
                        + "calls one.",
                "Without a command, serves HTTP.");
        commands.forEach((name, command) -> all.addSubcommand(name, command.options()));
        CommandSpec serve = CommandSpec.create();
        serve.usageMessage().description("Serve HTTP on port 8080 (WHEREABOUTS_PORT).");
        all.addSubcommand(SERVE, serve);
        CommandLine line = new CommandLine(all);
        PrintWriter out = new PrintWriter(terminal.out(), true, terminal.charset());
        try {
            ParseResult given = line.parseArgs(arguments);
            if (given.isVersionHelpRequested()) {
                line.printVersionHelp(out);
            } else {
                line.usage(out);
            }
            return ExitCode.GOOD.code();
        } catch (ParameterException e) {
            return refuse(e.getMessage() + " (see whereabouts --help)");
        }
    }

    private static OptionSpec help() {
        return OptionSpec.builder("-h", "--help").usageHelp(true).description("Print this help and exit.").build();
    }

    private int refuse(String message) {
        terminal.err().println("whereabouts: " + message);
        return ExitCode.BAD_INPUT.code();
    }
}

package dev.whereabouts.service;

import dev.whereabouts.service.cli.CommandLineInterface;
import dev.whereabouts.service.cli.ExitCode;
import dev.whereabouts.service.cli.Terminal;
import dev.whereabouts.service.http.HttpService;
import dev.whereabouts.service.settings.Access;
import dev.whereabouts.service.settings.Settings;
import dev.whereabouts.service.settings.Surroundings;

/** {@code java -jar whereabouts.jar}: a command, or without one the service. */
public final class Main {

    private Main() {}

    /** @param arguments a command and its own arguments */
    public static void main(String[] arguments) {
        if (CommandLineInterface.isServe(arguments)) {
            serve();
        } else {
            String version = Main.class.getPackage().getImplementationVersion();
            System.exit(new CommandLineInterface(Terminal.ofProcess(), version).run(arguments));
        }
    }

    private static void serve() {
        boolean isTraced = false;
        try {
            Settings.from(System::getenv);
            Access.from(System::getenv);
            isTraced = Surroundings.from(System::getenv).tracesEndpoint().isPresent();
        } catch (IllegalArgumentException e) {
            // said here in one line each, and not as the failure of a Spring context
            System.err.println(e.getMessage());
            System.exit(ExitCode.BAD_INPUT.code());
        }
        HttpService.start(isTraced);
    }
}

package dev.whereabouts.service.cli;

import dev.whereabouts.amd64.linux.budget.Budget;
import dev.whereabouts.amd64.linux.budget.Resource;
import dev.whereabouts.service.emulate.Emulator;
import dev.whereabouts.service.settings.Setting;
import dev.whereabouts.service.settings.Settings;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** {@code --limit}: what an emulated program may use. */
final class BudgetOption {

    private static final String NAME = "--limit";

    private BudgetOption() {}

    static OptionSpec option() {
        return FileOptions.many(NAME, "NAME=N", "A bound: " + Resource.labels() + ".");
    }

    /** The settings' budget, with what the option changes of it. */
    static Budget budget(ParseResult given, Terminal terminal) {
        Settings settings = FileOptions.settings(given, terminal);
        // nobody else waits here, so that time is bounded as a stream's is
        Budget budget = Emulator.most(settings).with(Resource.WALL_MILLISECONDS,
                settings.get(Setting.STREAM_SECONDS) * 1000);
        for (String[] pair : FileOptions.pairs(given, NAME)) {
            Resource resource = Resource.labelled(pair[0])
                    .orElseThrow(() -> new ParameterException(given.commandSpec().commandLine(),
                            NAME + ": there is no \"" + pair[0] + "\""));
            if (!pair[1].matches("\\d{1,18}")) {
                throw new ParameterException(given.commandSpec().commandLine(),
                        NAME + ": expected a number for " + pair[0]);
            }
            budget = budget.with(resource, Long.parseLong(pair[1]));
        }
        return budget;
    }
}

package dev.whereabouts.service.debugcall;

import dev.whereabouts.amd64.linux.Program;
import dev.whereabouts.amd64.linux.ProgramException;
import dev.whereabouts.amd64.linux.budget.Budget;
import dev.whereabouts.amd64.linux.budget.Resource;
import dev.whereabouts.debugcall.binary.GoBinary;
import dev.whereabouts.debugcall.binary.GoProgram;
import dev.whereabouts.debugcall.binary.section.BinaryException;
import dev.whereabouts.debugcall.model.scenario.Scenario;
import dev.whereabouts.debugcall.model.scenario.Scenarios;
import dev.whereabouts.debugcall.protocol.Version;
import dev.whereabouts.debugcall.script.CallScript;
import dev.whereabouts.debugcall.script.ProgramChoice;
import dev.whereabouts.debugcall.script.ScriptException;
import dev.whereabouts.debugcall.script.ScriptReader;
import dev.whereabouts.debugcall.simulation.Simulation;
import dev.whereabouts.debugcall.target.Target;
import dev.whereabouts.service.settings.Setting;
import dev.whereabouts.service.settings.Settings;
import dev.whereabouts.ssa.problem.InputException;
import dev.whereabouts.ssa.problem.Place;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Reads call scripts and carries them out. Safe for any number of threads. */
public final class Simulator {

    private static final List<String> NAMELESS = List.of("program");

    private final Settings settings;
    private final Budget most;
    private final ScriptReader scripts;

    /** @param most what a program may use, and a script may ask for, at most */
    public Simulator(Settings settings, Budget most) {
        this.settings = settings;
        this.most = most;
        scripts = new ScriptReader(settings.scriptLimits());
    }

    /**
     * Reads a script to the end of the stream.
     *
     * @throws InputException if it is no script, or beyond a limit
     */
    public CallScript read(InputStream json) throws IOException {
        try {
            return scripts.read(json);
        } catch (ScriptException e) {
            throw ScriptRefusal.of(e, settings);
        }
    }

    /**
     * Carries out a script.
     *
     * @param beside an ELF file beside the script, if there is one
     * @throws InputException       if its program cannot be debugged, or it does not fit the program
     * @throws InterruptedException if nobody waits any more
     */
    public Simulated run(CallScript script, Optional<byte[]> beside) throws InterruptedException {
        Budget budget = lowered(lowered(most, Resource.INSTRUCTIONS, script.limits().instructions()),
                Resource.MEMORY_BYTES, script.limits().memoryBytes());
        try {
            return switch (script.program()) {
                case ProgramChoice.Scenario(String name) -> scenario(script, name, beside, budget);
                case ProgramChoice.Binary binary -> binary(script, binary, beside, budget);
            };
        } catch (ScriptException e) {
            throw ScriptRefusal.of(e, settings);
        }
    }

    private Budget lowered(Budget budget, Resource resource, OptionalLong asked) {
        if (asked.isPresent() && asked.getAsLong() > most.of(resource)) {
            throw InputException.invalid(new Place.Pointer("/limits/" + resource.label()),
                    "expected a number from 1 to " + most.of(resource));
        }
        return asked.isPresent() ? budget.with(resource, asked.getAsLong()) : budget;
    }

    private int maxEvents() {
        return settings.count(Setting.TRANSCRIPT_EVENTS);
    }

    private Simulated scenario(CallScript script, String name, Optional<byte[]> beside, Budget budget)
            throws InterruptedException {
        if (beside.isPresent()) {
            throw InputException.invalid(new Place.Pointer("/program/scenario"),
                    "the program is there twice: a scenario here, and an ELF file beside the script");
        }
        Scenario scenario = Scenarios.named(name).orElseThrow(() -> InputException.invalid(
                new Place.Pointer("/program/scenario"),
                "there is no scenario of this name; GET /v1/debugcall/scenarios "
                        + "and whereabouts debugcall --list tell those that there are"));
        CallScript completed = scenario.completed(script);
        Version version = completed.protocol().orElseThrow();
        if (!scenario.versions().contains(version)) {
            throw InputException.invalid(new Place.Pointer("/protocol"), "this scenario is for version "
                    + scenario.versions().stream().map(Version::number).map(String::valueOf)
                            .collect(Collectors.joining(" or ")));
        }
        return new Simulated(completed, Simulation.run(completed, scenario.target(version, budget), maxEvents()));
    }

    private Simulated binary(CallScript script, ProgramChoice.Binary choice, Optional<byte[]> beside,
            Budget budget) throws InterruptedException {
        if (beside.isPresent() && choice.elf().isPresent()) {
            throw InputException.invalid(new Place.Pointer("/program/elf"),
                    "the program is there twice: here and beside the script");
        }
        Place place = new Place.Pointer(beside.isPresent() ? "/program" : "/program/elf");
        byte[] elf = beside.or(choice::elf).orElseThrow(() -> InputException.invalid(new Place.Pointer("/program"),
                "expected the name of a scenario, or an ELF file in the field elf or beside the script"));
        try {
            GoBinary binary = GoBinary.read(elf);
            Target target = new GoProgram(binary, program(binary, choice), budget);
            return new Simulated(script, Simulation.run(script, target, maxEvents()));
        } catch (BinaryException e) {
            // what is behind the headers is read, and found to be damaged, when it is needed
            throw InputException.invalid(place, e.getMessage());
        } catch (ProgramException e) {
            throw InputException.invalid(new Place.Pointer("/program"), e.getMessage());
        }
    }

    private static Program program(GoBinary binary, ProgramChoice.Binary choice) {
        Program program = Program.of(binary.image(), choice.argv().isEmpty() ? NAMELESS : choice.argv())
                .withEnvironment(choice.env().entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue()).sorted().toList());
        return choice.random().isPresent() ? program.withRandom(choice.random().get()) : program;
    }
}

package dev.whereabouts.service.cli;

import dev.whereabouts.debugcall.diagnosis.Severity;
import dev.whereabouts.debugcall.script.CallScript;
import dev.whereabouts.debugcall.script.CallScript.Events;
import dev.whereabouts.debugcall.script.ProgramChoice;
import dev.whereabouts.debugcall.script.ProgramChoice.Binary;
import dev.whereabouts.service.debugcall.Simulated;
import dev.whereabouts.service.debugcall.Simulator;
import dev.whereabouts.service.settings.Settings;
import dev.whereabouts.ssa.problem.InputException;
import dev.whereabouts.ssa.problem.Place;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Carries out scripts, one after another, and says on standard error which could not be. */
final class ScriptWork {

    private static final byte[] EMPTY_SCRIPT = "{}".getBytes(StandardCharsets.UTF_8);

    private final Terminal terminal;
    private final Settings settings;
    private final Simulator simulator;
    private final Changes changes;
    private final ScriptOutput output;
    private final CallReport report;
    private final Optional<Severity> failOn;
    private boolean isAnyRefused;
    private boolean hasAnyFailed;

    /**
     * What holds whatever a script says.
     *
     * @param program  the bytes of a Go binary
     * @param scenario the name of one of the model runtime
     */
    record Changes(Optional<byte[]> program, Optional<String> scenario, Optional<Events> events) {}

    /** @param failOn from which severity on a diagnosis fails a script; empty: none does */
    ScriptWork(Terminal terminal, Settings settings, Simulator simulator, Changes changes, ScriptOutput output,
            CallReport report, Optional<Severity> failOn) {
        this.terminal = terminal;
        this.settings = settings;
        this.simulator = simulator;
        this.changes = changes;
        this.output = output;
        this.report = report;
        this.failOn = failOn;
    }

    /** Carries out what the scenario itself brings. */
    void scenario() throws IOException, InterruptedException {
        carryOut("--scenario", changes.scenario().orElseThrow(), new ByteArrayInputStream(EMPTY_SCRIPT));
    }

    /** Carries out a script; {@code -} is standard input. */
    void script(String file) throws IOException, InterruptedException {
        if (file.equals(InputFile.STANDARD_INPUT)) {
            carryOut("standard input", CheckReport.STANDARD_INPUT, terminal.in());
            return;
        }
        try (InputStream in = InputFile.open(file)) {
            carryOut(file, file, in);
        } catch (FileSystemException e) {
            isAnyRefused = true;
            terminal.err().println("whereabouts: " + Messages.of(e));
            output.refused(file, InputException.malformed(new Place.Pointer(""), Messages.of(e)));
            report.refused(List.of(Messages.of(e)), file, file);
        }
    }

    private void carryOut(String shown, String file, InputStream in) throws IOException, InterruptedException {
        try {
            ByteArrayOutputStream json = new ByteArrayOutputStream();
            // its reader bounds it
            InputStream kept = report.isWanted() ? InputFile.heard(in, json::write) : in;
            CallScript script = changed(simulator.read(kept));
            Simulated simulated = simulator.run(script, Optional.empty());
            output.write(shown, simulated);
            hasAnyFailed |= simulated.hasFailed(failOn);
            report.carriedOut(simulated, new CallReport.Source(shown, file, json.toByteArray()));
        } catch (InputException e) {
            isAnyRefused = true;
            Refusals.tell(terminal, settings, shown, Optional.empty(), e);
            output.refused(shown, e);
            report.refused(Refusals.lines(e), shown, file);
        }
    }

    private CallScript changed(CallScript script) {
        CallScript changed = script;
        if (changes.program().isPresent()) {
            changed = script.withProgram(binary(script.program(), changes.program().get()));
        } else if (changes.scenario().isPresent()) {
            changed = script.withProgram(new ProgramChoice.Scenario(changes.scenario().get()));
        }
        return changed.withEvents(changes.events().orElse(script.events()));
    }

    /** The script's own arguments and environment go to the other program, too. */
    private static ProgramChoice binary(ProgramChoice ofScript, byte[] elf) {
        return switch (ofScript) {
            case ProgramChoice.Scenario _ -> new Binary(Optional.of(elf), List.of(), Map.of(), Optional.empty());
            case Binary(var _, var argv, var env, var random) -> new Binary(Optional.of(elf), argv, env, random);
        };
    }

    /** How it went, over all scripts. */
    ExitCode result() {
        if (isAnyRefused) {
            return ExitCode.BAD_INPUT;
        }
        return hasAnyFailed ? ExitCode.CHECK_FAILED : ExitCode.GOOD;
    }
}

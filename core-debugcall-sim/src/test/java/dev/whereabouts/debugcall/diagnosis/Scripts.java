package dev.whereabouts.debugcall.diagnosis;

import dev.whereabouts.amd64.linux.budget.Budget;
import dev.whereabouts.amd64.linux.budget.Resource;
import dev.whereabouts.debugcall.model.ModelTarget;
import dev.whereabouts.debugcall.model.program.Site;
import dev.whereabouts.debugcall.protocol.Version;
import dev.whereabouts.debugcall.script.CallScript;
import dev.whereabouts.debugcall.script.ScriptLimits;
import dev.whereabouts.debugcall.script.ScriptReader;
import dev.whereabouts.debugcall.simulation.Simulation;
import dev.whereabouts.debugcall.transcript.CallResult;
import dev.whereabouts.debugcall.transcript.Transcript;
import java.util.List;

/** Runs scripts on the model runtime. */
final class Scripts {

    /** A hang would show as a budget that is used up. */
    private static final Budget BUDGET = Budget.DEFAULT.with(Resource.INSTRUCTIONS, 3_000_000);

    private Scripts() {}

    static Transcript run(StepScript script) throws InterruptedException {
        CallScript read = new ScriptReader(ScriptLimits.DEFAULT).read(script.json());
        return Simulation.run(read, new ModelTarget(Version.V2, Site.valueOf(script.site()), BUDGET));
    }

    /** Whether two scripts came to the same: outcomes, statuses, refusals and panics, and the registers in the end. */
    static boolean sameCourse(Transcript a, Transcript b) {
        return a.outcome() == b.outcome() && course(a).equals(course(b)) && a.changes().equals(b.changes())
                && a.process().label().equals(b.process().label());
    }

    static Object course(Transcript transcript) {
        return transcript.calls().stream().map(Scripts::course).toList();
    }

    private static Object course(CallResult call) {
        return List.of(call.outcome(), call.statuses());
    }
}

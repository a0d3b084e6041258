package dev.whereabouts.debugcall.model.scenario;

import dev.whereabouts.amd64.linux.budget.Budget;
import dev.whereabouts.debugcall.model.ModelTarget;
import dev.whereabouts.debugcall.model.program.Site;
import dev.whereabouts.debugcall.protocol.Version;
import dev.whereabouts.debugcall.script.CallScript;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Debug calls on the model program that can be run as they are.
 *
 * @param name        as requests write it; that of the recorded transcript where there is one, with {@code -} for {@code _}
 * @param title       a few words
 * @param description what happens, and why it is worth a look
 * @param versions    of the protocol, rising; at least one
 * @param site        what the program does
 * @param script      stop, calls and what to expect; without a version
 * @param listed      name, title, description, versions and script in JSON, as they are listed; not to be changed
 */
public record Scenario(String name, String title, String description, List<Version> versions, Site site,
        CallScript script, JsonNode listed) {

    public Scenario {
        versions = List.copyOf(versions);
    }

    /** A process that has not begun to run. */
    public ModelTarget target(Version version, Budget budget) {
        return new ModelTarget(version, site, budget);
    }

    /** The version that is used where a request names none: the newest. */
    public Version version() {
        return versions.getLast();
    }

    /**
     * A request's script with this scenario's parts where it has none of its own. What the scenario expects holds only for its own stop, calls and
     * ending.
     */
    public CallScript completed(CallScript request) {
        boolean isOwn = request.stop().isEmpty() && request.sequence().isEmpty() && request.then().isEmpty();
        return new CallScript(Optional.of(request.protocol().orElse(version())), request.program(),
                request.stop().or(script::stop), request.sequence().or(script::sequence),
                isOwn ? script.then() : request.then(), request.events(), request.limits(),
                isOwn ? request.expect().or(script::expect) : request.expect());
    }
}

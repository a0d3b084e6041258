package dev.whereabouts.service.debugcall;

import dev.whereabouts.debugcall.script.ScriptException;
import dev.whereabouts.service.settings.Setting;
import dev.whereabouts.service.settings.Settings;
import dev.whereabouts.ssa.problem.Fault;
import dev.whereabouts.ssa.problem.InputException;
import dev.whereabouts.ssa.problem.Place;
import java.util.Locale;

/** What is wrong with a script, as all refused requests say it. */
final class ScriptRefusal {

    private ScriptRefusal() {}

    static InputException of(ScriptException refusal, Settings settings) {
        ScriptException.Fault first = refusal.faults().getFirst();
        Place place = new Place.Pointer(first.pointer());
        return switch (refusal.kind()) {
            case MALFORMED -> InputException.malformed(place, first.detail());
            case INVALID -> InputException.invalid(refusal.faults().stream()
                    .map(fault -> new Fault(new Place.Pointer(fault.pointer()), fault.detail())).toList());
            case LIMIT -> {
                Setting setting = Setting.named(setting(refusal.limit().orElseThrow())).orElseThrow();
                yield InputException.limit(place, setting.jsonName(), settings.get(setting));
            }
        };
    }

    /** The setting of a script limit has its name, told apart from the limits of functions. */
    private static String setting(String limit) {
        return "script" + limit.substring(0, 1).toUpperCase(Locale.ROOT) + limit.substring(1);
    }
}

package dev.whereabouts.service.problem;

import dev.whereabouts.service.settings.Setting;
import dev.whereabouts.service.settings.Settings;
import dev.whereabouts.ssa.problem.Fault;
import dev.whereabouts.ssa.problem.InputException;
import java.util.List;
import java.util.Map;

/**
 * One problem document.
 *
 * @param type    what kind
 * @param status  the HTTP status
 * @param detail  what happened this time, for a person
 * @param faults  the places in the request, if any
 * @param limit   the bound that was exceeded, or null
 * @param headers headers that go with the status, such as {@code Retry-After}
 */
public record Problem(ProblemType type, int status, String detail, List<Fault> faults, Limit limit,
        Map<String, String> headers) {

    /**
     * A bound that was exceeded.
     *
     * @param setting which
     * @param value   its value in this process
     */
    public record Limit(Setting setting, long value) {}

    public static Problem of(ProblemType type, String detail) {
        return new Problem(type, type.status(), detail, List.of(), null, Map.of());
    }

    public static Problem of(ProblemType type, String detail, Map<String, String> headers) {
        return new Problem(type, type.status(), detail, List.of(), null, headers);
    }

    /** A refused input. */
    public static Problem of(InputException refusal, Settings settings) {
        ProblemType type = ProblemType.of(refusal.kind());
        Limit limit = refusal.limit() == null
                ? null
                : Setting.named(refusal.limit()).map(setting -> new Limit(setting, settings.get(setting))).orElse(null);
        String detail = limit == null
                ? refusal.getMessage()
                : refusal.getMessage() + ". The setting " + limit.setting().variable() + " changes it";
        return new Problem(type, type.status(), detail, refusal.faults(), limit, Map.of());
    }

    /** Several refusals of one request, at least one; what they have in common is taken from the first. */
    public static Problem of(List<InputException> refusals, Settings settings) {
        Problem first = of(refusals.getFirst(), settings);
        List<Fault> faults = refusals.stream().flatMap(refusal -> refusal.faults().stream()).toList();
        return new Problem(first.type, first.status, first.detail, faults, first.limit, first.headers);
    }

    /** A body or an answer beyond a setting. */
    public static Problem tooLarge(Setting setting, Settings settings) {
        Limit limit = new Limit(setting, settings.get(setting));
        String detail = "beyond the limit of " + setting.bounds() + ": " + setting.jsonName() + " is " + limit.value()
                + " " + setting.unit() + ". The setting " + setting.variable() + " changes it";
        return new Problem(ProblemType.TOO_LARGE, ProblemType.TOO_LARGE.status(), detail, List.of(), limit, Map.of());
    }
}

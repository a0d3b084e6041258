package dev.whereabouts.service.loclists;

import dev.whereabouts.ssa.answer.FunctionAnswer;
import dev.whereabouts.ssa.answer.Totals;
import dev.whereabouts.ssa.explain.Check;
import dev.whereabouts.ssa.explain.Check.Severity;
import dev.whereabouts.ssa.problem.InputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What became of an input's functions. */
public final class Tally {

    /** More refusals than these are counted, but not kept. */
    private static final int KEPT = 20;

    private final Optional<Consumer<Outcome>> observer;
    private final Totals totals = new Totals();
    private final List<Refused> refused = new ArrayList<>();
    private Severity worst;
    private final Map<String, Long> refusalsByLimit = new TreeMap<>();
    private long refusals;
    private long functions;

    /**
     * A function that was refused.
     *
     * @param name as far as it is known
     * @param line the line of NDJSON that it stands on, from 1; 0 in an input that is no lines
     */
    public record Refused(Optional<String> name, long line, InputException why) {}

    /** One that nobody looks at before the end. */
    public Tally() {
        this(Optional.empty());
    }

    /** @param observer is told of each function as soon as it is counted */
    public Tally(Optional<Consumer<Outcome>> observer) {
        this.observer = observer;
    }

    void answered(Item.Readable item, FunctionAnswer answer) {
        observer.ifPresent(told -> told.accept(OutcomeReader.read(item, answer)));
        functions++;
        totals.add(answer);
        for (Check check : answer.checks().orElse(List.of())) {
            if (worst == null || check.severity().compareTo(worst) > 0) {
                worst = check.severity();
            }
        }
    }

    void copied() {
        functions++;
    }

    void refused(Refused refusal) {
        observer.ifPresent(told -> told.accept(new Outcome.Refused(refusal)));
        refusals++;
        if (refusal.why().limit() != null) {
            refusalsByLimit.merge(refusal.why().limit(), 1L, Long::sum);
        }
        if (refused.size() < KEPT) {
            refused.add(refusal);
        }
    }

    /** The answers' sums. */
    public Totals totals() {
        return totals;
    }

    /** Functions that came out. */
    public long functions() {
        return functions;
    }

    /** Functions that did not. */
    public long refusals() {
        return refusals;
    }

    /** Of these, how many met each limit, by its JSON name. */
    public Map<String, Long> refusalsByLimit() {
        return Map.copyOf(refusalsByLimit);
    }

    /** The first of them. */
    public List<Refused> refused() {
        return List.copyOf(refused);
    }

    /** The worst finding of any check; empty where there is none. */
    public Optional<Severity> worst() {
        return Optional.ofNullable(worst);
    }
}

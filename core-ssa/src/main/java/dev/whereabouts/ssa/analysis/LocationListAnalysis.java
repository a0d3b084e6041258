package dev.whereabouts.ssa.analysis;

import dev.whereabouts.ssa.model.Function;
import dev.whereabouts.ssa.problem.Limits;

/**
 * Builds the location lists of functions, byte for byte those of the Go compiler.
 *
 * <p>One instance serves one thread and keeps its memory from function to function, so that a function costs no allocation but its result.
 *
 * <p>Source of the rule: the compiler's own description of the pass (the seed documents of this project), and its output for Go 1.19 and
 * 1.26.
 */
public final class LocationListAnalysis {

    private final Limits limits;
    private final WorkBudget budget;
    private final BlockStates states;
    private final TrackedSlots tracked;
    private final SlotLocations locations;
    private final Liveness liveness;
    private final EntryLog log;
    private final ListBuilder builder;
    private final UnoptimizedLists unoptimized;
    private ValueTraits traits;
    private VersionRules rules;

    public LocationListAnalysis(Limits limits) {
        this.limits = limits;
        budget = new WorkBudget(limits);
        states = new BlockStates(budget);
        tracked = new TrackedSlots(limits);
        locations = new SlotLocations(states, tracked, budget);
        liveness = new Liveness(states, tracked, locations, budget);
        log = new EntryLog(limits);
        builder = new ListBuilder(tracked, locations, liveness, log, budget);
        unoptimized = new UnoptimizedLists(log);
    }

    /** As {@link #analyze(Function, AnalysisOptions, AnalysisListener)}, unwatched. */
    public LocationLists analyze(Function function, AnalysisOptions options) {
        return analyze(function, options, null);
    }

    /**
     * The location lists of a function.
     *
     * @param listener watches the analysis; may be null
     * @throws dev.whereabouts.ssa.problem.InputException if the version lacks an op or register, a size is needed and unknown, or a limit
     *         is passed
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public LocationLists analyze(Function function, AnalysisOptions options, AnalysisListener listener) {
        if (traits == null || !options.go().equals(traits.version())) {
            traits = new ValueTraits(options.go());
            rules = VersionRules.of(options.go());
        }
        budget.reset();
        try {
            traits.prepare(function);
            if (!function.optimized()) {
                return unoptimized.build(function, traits, rules, options.pointerSize(), listener);
            }
            return optimized(function, options, rules, listener);
        } finally {
            shrink();
        }
    }

    private LocationLists optimized(Function function, AnalysisOptions options, VersionRules rules,
            AnalysisListener listener) {
        tracked.prepare(function, traits, rules);
        states.reset(tracked.slots(), limits.stateNodes());
        locations.prepare(function, traits, listener);
        if (listener != null) {
            listener.prepared(new CurrentNames(tracked, locations, liveness, states, function));
        }
        liveness.run(function, traits, options.passes(), listener);
        log.reset(function, options.pointerSize());
        builder.run(function, traits, rules, listener);
        return log.toLists(tracked.toLists(), tracked.toParts(), listener);
    }

    private void shrink() {
        states.shrink();
        tracked.shrink();
        locations.shrink();
        liveness.shrink();
        log.shrink();
        builder.shrink();
        traits.shrink();
    }

    /** What a listener sees of the running analysis. */
    private record CurrentNames(TrackedSlots tracked, SlotLocations locations, Liveness liveness, BlockStates states,
            Function function)
            implements
                AnalysisListener.SlotNames {

        @Override
        public int slots() {
            return tracked.slots();
        }

        @Override
        public int listOf(int slot) {
            return tracked.listOf(slot);
        }

        @Override
        public int variableOfList(int list) {
            return tracked.variableOfList(list);
        }

        @Override
        public long offset(int slot) {
            return tracked.offset(slot);
        }

        @Override
        public long size(int slot) {
            return tracked.size(slot);
        }

        @Override
        public int variable(int slot) {
            return tracked.variable(slot);
        }

        @Override
        public long registersNow(int slot) {
            return locations.registers(slot);
        }

        @Override
        public boolean onStackNow(int slot) {
            return locations.stack(slot) != 0;
        }

        @Override
        public int stackOffsetNow(int slot) {
            return locations.stack(slot) >> 1;
        }

        @Override
        public long registersAtEnd(int block, int slot) {
            return states.registers(liveness.endState(block), slot);
        }

        @Override
        public int stackAtEnd(int block, int slot) {
            return states.stack(liveness.endState(block), slot);
        }

        @Override
        public int inventedRegister(int value) {
            return tracked.inventedRegister(value - function.values());
        }
    }
}

package dev.whereabouts.service.http;

import dev.whereabouts.service.loclists.Tally;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** Counts what was worked on, for {@code /actuator/prometheus}. */
@Component
final class WorkMeter {

    private final Counter functions;
    private final Counter refused;
    private final Counter values;
    private final Counter entries;

    WorkMeter(MeterRegistry registry) {
        functions = Counter.builder("whereabouts.functions").description("Functions answered").register(registry);
        refused = Counter.builder("whereabouts.functions.refused").description("Functions refused").register(registry);
        values = Counter.builder("whereabouts.values").description("SSA values analysed").register(registry);
        entries = Counter.builder("whereabouts.entries").description("Location list entries written")
                .register(registry);
    }

    void count(Tally tally) {
        functions.increment(tally.functions());
        refused.increment(tally.refusals());
        values.increment(tally.totals().values());
        entries.increment(tally.totals().entries());
    }
}

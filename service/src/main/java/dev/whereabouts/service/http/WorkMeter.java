package dev.whereabouts.service.http;

import dev.whereabouts.service.loclists.Tally;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Counts what was worked on, for {@code /actuator/prometheus}. */
@Component
final class WorkMeter {

    private final Counter functions;
    private final Meter.MeterProvider<Counter> refused;
    private final Counter values;
    private final Counter entries;
    private final Counter instructions;

    WorkMeter(MeterRegistry registry) {
        functions = Counter.builder("whereabouts.functions").description("Functions answered").register(registry);
        refused = Counter.builder("whereabouts.functions.refused").description("Functions refused, by the limit met")
                .withRegistry(registry);
        values = Counter.builder("whereabouts.values").description("SSA values analysed").register(registry);
        entries = Counter.builder("whereabouts.entries").description("Location list entries written")
                .register(registry);
        instructions = Counter.builder("whereabouts.instructions").description("Instructions emulated")
                .register(registry);
    }

    void count(Tally tally) {
        functions.increment(tally.functions());
        long others = tally.refusals();
        for (Map.Entry<String, Long> limit : tally.refusalsByLimit().entrySet()) {
            refused.withTag("limit", limit.getKey()).increment(limit.getValue());
            others -= limit.getValue();
        }
        refused.withTag("limit", "none").increment(others);
        values.increment(tally.totals().values());
        entries.increment(tally.totals().entries());
    }

    /** An emulation has ended. */
    void executed(long count) {
        instructions.increment(count);
    }
}

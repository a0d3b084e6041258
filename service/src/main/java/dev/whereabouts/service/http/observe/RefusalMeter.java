package dev.whereabouts.service.http.observe;

import dev.whereabouts.service.problem.Problem;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** Counts problem documents by their type, and by the limit that was met. */
@Component
public final class RefusalMeter {

    private static final String NO_LIMIT = "none";

    private final Meter.MeterProvider<Counter> refusals;

    RefusalMeter(MeterRegistry registry) {
        refusals = Counter.builder("whereabouts.refusals").description("Problems sent, by type and by the limit met")
                .withRegistry(registry);
    }

    public void count(Problem problem) {
        String limit = problem.limit() == null ? NO_LIMIT : problem.limit().setting().jsonName();
        refusals.withTags("type", problem.type().slug(), "limit", limit).increment();
    }
}

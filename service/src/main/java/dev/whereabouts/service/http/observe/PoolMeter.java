package dev.whereabouts.service.http.observe;

import dev.whereabouts.service.bytes.ByteBudget;
import dev.whereabouts.service.work.WorkPool;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.stereotype.Component;

/** How much of what all requests share is in use. */
@Component
final class PoolMeter implements MeterBinder {

    private final WorkPool pool;
    private final ByteBudget budget;

    PoolMeter(WorkPool pool, ByteBudget budget) {
        this.pool = pool;
        this.budget = budget;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("whereabouts.workers", pool::workers).description("Workers").register(registry);
        Gauge.builder("whereabouts.workers.busy", pool::busyWorkers).description("Workers that have a task")
                .register(registry);
        Gauge.builder("whereabouts.tasks.waiting", pool::waitingTasks).description("Tasks that wait for a worker")
                .register(registry);
        Gauge.builder("whereabouts.requests.admitted", pool::admitted)
                .description("Requests that are computed or wait for it").register(registry);
        Gauge.builder("whereabouts.requests.admitted.most", pool::mostAdmitted)
                .description("How many requests may be computed or wait for it").register(registry);
        Gauge.builder("whereabouts.streams.open", pool::openStreams).description("NDJSON requests that are open")
                .register(registry);
        Gauge.builder("whereabouts.streams.open.most", pool::mostStreams)
                .description("How many NDJSON requests may be open").register(registry);
        Gauge.builder("whereabouts.buffers.used", () -> budget.bytes() - budget.left())
                .description("Bytes of bodies and answers held in memory").baseUnit("bytes").register(registry);
        Gauge.builder("whereabouts.buffers.most", budget::bytes)
                .description("How many bytes of bodies and answers may be held in memory").baseUnit("bytes")
                .register(registry);
    }
}

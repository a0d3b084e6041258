package dev.whereabouts.service.http.observe;

import dev.whereabouts.service.work.Requester;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.servlet.HandlerMapping;

/** The request of the calling thread as one who waits for work, timed by its endpoint. */
@Component
public final class HttpRequesters implements Supplier<Requester> {

    private final Meter.MeterProvider<Timer> queue;
    private final Meter.MeterProvider<Timer> work;

    HttpRequesters(MeterRegistry registry) {
        queue = Timer.builder("whereabouts.queue").description("How long tasks waited for a worker")
                .withRegistry(registry);
        work = Timer.builder("whereabouts.work").description("How long workers were busy with tasks")
                .withRegistry(registry);
    }

    @Override
    public Requester get() {
        HttpServletRequest request = ((ServletRequestAttributes) RequestContextHolder.currentRequestAttributes())
                .getRequest();
        return new OfRequest(Presence.of(request),
                (String) request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
    }

    private final class OfRequest implements Requester {

        private final Presence presence;
        private final String uri;

        OfRequest(Presence presence, String uri) {
            this.presence = presence;
            this.uri = uri;
        }

        @Override
        public boolean isGone() {
            return presence.isGone();
        }

        @Override
        public void waited(long nanos) {
            queue.withTags("uri", uri).record(nanos, TimeUnit.NANOSECONDS);
        }

        @Override
        public void worked(long nanos, Ending ending) {
            work.withTags("uri", uri, "outcome", ending.name().toLowerCase(Locale.ROOT)).record(nanos,
                    TimeUnit.NANOSECONDS);
        }
    }
}

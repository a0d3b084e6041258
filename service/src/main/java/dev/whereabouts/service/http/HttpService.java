package dev.whereabouts.service.http;

import dev.whereabouts.service.bytes.ByteBudget;
import dev.whereabouts.service.http.observe.HttpRequesters;
import dev.whereabouts.service.settings.Access;
import dev.whereabouts.service.settings.Setting;
import dev.whereabouts.service.settings.Settings;
import dev.whereabouts.service.work.MemoryGuard;
import dev.whereabouts.service.work.WorkPool;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** Starts the service and wires it. */
@SpringBootApplication(proxyBeanMethods = false)
public class HttpService {

    /** Where traces go, if anywhere; turns on the part of application.yaml of the same name. */
    private static final String TRACES_ENDPOINT = "WHEREABOUTS_TRACES_ENDPOINT";

    /** Serves until the process is told to end. */
    public static void start() {
        SpringApplication application = new SpringApplication(HttpService.class);
        if (System.getenv(TRACES_ENDPOINT) != null) {
            application.setAdditionalProfiles("traces");
        }
        application.run();
    }

    @Bean
    Settings settings(Environment environment) {
        return Settings.from(environment::getProperty);
    }

    @Bean
    Access access(Environment environment) {
        return Access.from(environment::getProperty);
    }

    @Bean
    ByteBudget byteBudget(Settings settings) {
        return new ByteBudget(settings.get(Setting.BUFFER_BYTES));
    }

    @Bean
    MemoryGuard memoryGuard(WorkPool pool) {
        return new MemoryGuard(pool);
    }

    @Bean
    WorkPool workPool(Settings settings, HttpRequesters requesters) {
        return new WorkPool(settings, requesters);
    }
}

package dev.whereabouts.service.http;

import dev.whereabouts.service.bytes.ByteBudget;
import dev.whereabouts.service.settings.Setting;
import dev.whereabouts.service.settings.Settings;
import dev.whereabouts.service.work.WorkPool;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** Starts the service and wires it. */
@SpringBootApplication(proxyBeanMethods = false)
public class HttpService {

    /** Serves until the process is told to end. */
    public static void start() {
        new SpringApplication(HttpService.class).run();
    }

    @Bean
    Settings settings(Environment environment) {
        return Settings.from(environment::getProperty);
    }

    @Bean
    ByteBudget byteBudget(Settings settings) {
        return new ByteBudget(settings.get(Setting.BUFFER_BYTES));
    }

    @Bean
    WorkPool workPool(Settings settings) {
        return new WorkPool(settings);
    }
}

package dev.whereabouts.service.http;

import dev.whereabouts.service.bytes.ByteBudget;
import dev.whereabouts.service.http.observe.HttpRequesters;
import dev.whereabouts.service.settings.Access;
import dev.whereabouts.service.settings.Setting;
import dev.whereabouts.service.settings.Settings;
import dev.whereabouts.service.work.MemoryGuard;
import dev.whereabouts.service.work.WorkPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.aot.AotDetector;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.core.SpringProperties;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/** Starts the service and wires it. */
@SpringBootApplication(proxyBeanMethods = false)
public class HttpService {

    private static final Logger LOG = LoggerFactory.getLogger(HttpService.class);

    /** How Spring calls what it writes, while the jar is built, of the beans that it finds from the main class on; not there in an IDE. */
    private static final String PREPARED = "__ApplicationContextInitializer";

    /**
     * Serves until the process is told to end.
     *
     * @param isTraced whether requests are traced, by the profile of application.yaml
     */
    public static void start(boolean isTraced) {
        SpringApplication application = new SpringApplication(HttpService.class);
        if (isTraced) {
            application.setAdditionalProfiles("traces");
        } else if (isPrepared(application)) {
            SpringProperties.setFlag(AotDetector.AOT_ENABLED);
        }
        application.run();
    }

    /** Whether which beans there are was found out at build, without traces; that saves a start a third of its work. */
    private static boolean isPrepared(SpringApplication application) {
        return ClassUtils.isPresent(application.getMainApplicationClass().getName() + PREPARED,
                HttpService.class.getClassLoader());
    }

    @Bean
    Settings settings(Environment environment) {
        Settings asked = Settings.from(environment::getProperty);
        Settings settings = asked.withinHeap(Runtime.getRuntime().maxMemory());
        for (Setting setting : Setting.values()) {
            if (asked.get(setting) != setting.standard() && settings.get(setting) < asked.get(setting)) {
                LOG.warn("{} is {}, but {} holds: more has no room in a worker's share of half the heap, or in {}",
                        setting.variable(), asked.get(setting), settings.get(setting), Setting.BUFFER_BYTES.variable());
            }
        }
        return settings;
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

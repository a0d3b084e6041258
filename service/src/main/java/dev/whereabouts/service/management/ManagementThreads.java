package dev.whereabouts.service.management;

import org.apache.coyote.AbstractProtocol;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.tomcat.TomcatConnectorCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;

/**
 * Gives health and metrics a few threads of the operating system. The virtual threads of the API share as many carriers as there are processors,
 * and one that unpacks a large body does not let go of its own: a probe would wait behind it, while a thread that slept is run at once.
 *
 * <p>Found by Spring Boot through the file {@code META-INF/spring/…ManagementContextConfiguration.imports}.
 */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
public class ManagementThreads {

    private static final int MOST = 8;
    private static final int SPARE = 2;

    /** Comes after Spring Boot's own, which set virtual threads, and two hundred of them where there are none. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> ownThreads() {
        return factory -> factory.addConnectorCustomizers((TomcatConnectorCustomizer) connector -> {
            AbstractProtocol<?> protocol = (AbstractProtocol<?>) connector.getProtocolHandler();
            protocol.setExecutor(null);
            protocol.setMinSpareThreads(SPARE);
            protocol.setMaxThreads(MOST);
        });
    }
}

package dev.whereabouts.service.http;

import dev.whereabouts.service.settings.Setting;
import dev.whereabouts.service.settings.Settings;
import org.springframework.boot.tomcat.TomcatConnectorCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** What connections may use: how many there are, how long each may be silent, and how many bytes are taken from it and given to it at a time. */
@Component
final class ConnectionBounds implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    /** A stream's lines are handed on as they are read: with Tomcat's own 8 KB each line or two is a task, with all that a task costs. */
    private static final String BUFFER_BYTES = Integer.toString(64 << 10);

    /** That are kept for the next connections, with their buffers for headers; not the 200 of a moment of many requests. */
    private static final String PROCESSORS = "16";

    private final Settings settings;

    ConnectionBounds(Settings settings) {
        this.settings = settings;
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addConnectorCustomizers((TomcatConnectorCustomizer) connector -> {
            connector.setProperty("socket.appReadBufSize", BUFFER_BYTES);
            connector.setProperty("socket.appWriteBufSize", BUFFER_BYTES);
            // those of closed connections are given back: Tomcat would keep a 32nd of the heap for later ones
            connector.setProperty("socket.bufferPool", "0");
            connector.setProperty("processorCache", PROCESSORS);
            connector.setProperty("maxConnections", Long.toString(settings.get(Setting.CONNECTIONS)));
            connector.setProperty("connectionTimeout", Long.toString(settings.get(Setting.IDLE_SECONDS) * 1_000));
            connector.setProperty("maxHttpRequestHeaderSize", Long.toString(settings.get(Setting.HEADER_BYTES)));
        });
    }
}

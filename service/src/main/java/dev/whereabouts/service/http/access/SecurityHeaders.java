package dev.whereabouts.service.http.access;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * Tells browsers to take an answer for what it says it is, and pages to load nothing from elsewhere and to be in no frame. Sits in the
 * container, since what that refuses by itself no filter sees.
 */
@Component
final class SecurityHeaders implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    /** The pages are static files of this service; styles stand in them too, and Swagger's page draws its icons from data. */
    private static final String CONTENT = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
            + "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addEngineValves(new Valve());
    }

    private static final class Valve extends ValveBase {

        Valve() {
            super(true);
        }

        @Override
        public void invoke(Request request, Response response) throws IOException, ServletException {
            response.setHeader("X-Content-Type-Options", "nosniff");
            response.setHeader("X-Frame-Options", "DENY");
            response.setHeader("Referrer-Policy", "no-referrer");
            response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
            response.setHeader("Content-Security-Policy", CONTENT);
            getNext().invoke(request, response);
        }
    }
}

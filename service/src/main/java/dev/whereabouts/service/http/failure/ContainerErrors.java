package dev.whereabouts.service.http.failure;

import dev.whereabouts.service.problem.Problem;
import dev.whereabouts.service.problem.ProblemType;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import org.apache.catalina.Container;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.tomcat.TomcatContextCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** What Tomcat refuses by itself, such as an unreadable request line, which never reaches a servlet. */
@Component
final class ContainerErrors implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addContextCustomizers((TomcatContextCustomizer) context -> {
            Container host = context.getParent();
            if (host instanceof StandardHost standard) {
                standard.setErrorReportValveClass(Valve.class.getName());
            }
        });
    }

    /** Takes the place of the valve that prints HTML. Public for Tomcat, which makes it by name. */
    public static final class Valve extends ErrorReportValve {

        private static final Logger LOG = LoggerFactory.getLogger(Valve.class);

        @Override
        protected void report(Request request, Response response, Throwable failure) {
            int status = response.getStatus();
            if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
                return;
            }
            if (failure != null && status >= 500) {
                LOG.error("a request met a defect", failure);
            }
            ProblemType type = ProblemType.ofStatus(status);
            try {
                ProblemAnswer.send(new Problem(type, status, type.meaning(), List.of(), null, Map.of()),
                        instance(request),
                        response.getResponse());
            } catch (IOException e) {
                LOG.debug("the client left before the problem was written", e);
            }
        }

        /** The path that was asked for, or the root where that is none: here it may be anything. */
        private static String instance(Request request) {
            String asked = request.getRequestURI();
            try {
                return asked != null && asked.startsWith("/") ? new URI(asked).toString() : "/";
            } catch (URISyntaxException noAddress) {
                return "/";
            }
        }
    }
}

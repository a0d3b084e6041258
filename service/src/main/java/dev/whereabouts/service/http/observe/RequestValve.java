package dev.whereabouts.service.http.observe;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Gives every request its id and its log line. A valve of Tomcat's engine, not a filter: what Tomcat refuses by itself passes here, too.
 * Field names are those of the Elastic Common Schema.
 */
final class RequestValve extends ValveBase {

    static final String HEADER = "X-Request-Id";

    private static final Logger LOG = LoggerFactory.getLogger("dev.whereabouts.request");
    private static final String ID = "http.request.id";

    /** What may stand in a header and a log as it is. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._:/+=-]{1,128}");

    RequestValve() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        long begun = System.nanoTime();
        String id = id(request.getHeader(HEADER));
        response.setHeader(HEADER, id);
        new Presence(request.getCoyoteRequest()).putInto(request);
        MDC.put(ID, id);
        try {
            getNext().invoke(request, response);
        } finally {
            LOG.atInfo().addKeyValue("http.request.method", request.getMethod())
                    .addKeyValue("url.path", request.getRequestURI())
                    .addKeyValue("http.response.status_code", response.getStatus())
                    .addKeyValue("http.response.body.bytes", response.getContentWritten())
                    .addKeyValue("event.duration", System.nanoTime() - begun)
                    .addKeyValue("client.ip", request.getRemoteAddr()).log("answered");
            MDC.remove(ID);
        }
    }

    private static String id(String given) {
        if (given != null && PLAIN.matcher(given).matches()) {
            return given;
        }
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    }
}

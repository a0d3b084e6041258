package dev.whereabouts.service.http.access;

import dev.whereabouts.service.settings.Access;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * The CORS protocol (Fetch standard) for the listed origins. Others get the same answers without its headers, so that their browsers keep
 * them from the page. Comes before the token, which a preflight does not carry.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
final class CrossOrigin implements Filter {

    private static final String SECONDS_TO_REMEMBER = "600";

    private final Access access;

    CrossOrigin(Access access) {
        this.access = access;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        boolean isAnswered = !access.origins().isEmpty()
                && answer((HttpServletRequest) request, (HttpServletResponse) response);
        if (!isAnswered) {
            chain.doFilter(request, response);
        }
    }

    /** Adds what belongs to the answer. @return whether that is all of it, as for a preflight */
    private boolean answer(HttpServletRequest request, HttpServletResponse response) {
        response.addHeader(HttpHeaders.VARY, HttpHeaders.ORIGIN);
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin == null || !access.origins().contains(origin)) {
            return false;
        }
        response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        boolean isPreflight = request.getMethod().equals("OPTIONS")
                && request.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD) != null;
        if (isPreflight) {
            response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, "GET, POST");
            response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS,
                    "Accept, Authorization, Content-Encoding, Content-Type");
            response.setHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, SECONDS_TO_REMEMBER);
            response.setStatus(HttpStatus.NO_CONTENT.value());
        } else {
            response.setHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS,
                    "Retry-After, WWW-Authenticate, X-Request-Id");
        }
        return isPreflight;
    }
}

package dev.whereabouts.service.http.access;

import dev.whereabouts.service.http.failure.ProblemAnswer;
import dev.whereabouts.service.problem.Problem;
import dev.whereabouts.service.problem.ProblemType;
import dev.whereabouts.service.settings.Access;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * Asks for the token, where one is set, on every path below {@code /v1}. The pages and the OpenAPI document stay open: they are the same
 * everywhere, and a browser must be able to load them before anyone can give a token to them.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 30)
final class BearerToken implements Filter {

    private static final String API = "v1";
    private static final String SCHEME = "Bearer ";

    private final Access access;

    BearerToken(Access access) {
        this.access = access;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest asked = (HttpServletRequest) request;
        if (!access.isGuarded() || !isOfApi(asked)) {
            chain.doFilter(request, response);
            return;
        }
        String given = asked.getHeader(HttpHeaders.AUTHORIZATION);
        boolean isBearer = given != null && given.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
        if (isBearer && access.admits(given.substring(SCHEME.length()).strip())) {
            chain.doFilter(request, response);
        } else {
            refuse(isBearer, asked, (HttpServletResponse) response);
        }
    }

    /** Reads the path exactly as Spring does when it looks for a handler, so that no spelling of it is one thing here and another there. */
    private static boolean isOfApi(HttpServletRequest request) {
        return ServletRequestPathUtils.parse(request).pathWithinApplication().elements().stream()
                .filter(PathContainer.PathSegment.class::isInstance).map(PathContainer.PathSegment.class::cast)
                .findFirst().filter(segment -> segment.valueToMatch().equals(API)).isPresent();
    }

    /** RFC 6750 section 3: a token that was given and is wrong is said to be so. */
    private static void refuse(boolean isGiven, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String challenge = "Bearer realm=\"whereabouts\"" + (isGiven ? ", error=\"invalid_token\"" : "");
        String detail = isGiven ? "the bearer token is not the one of this service" : "there is no bearer token";
        ProblemAnswer.send(
                Problem.of(ProblemType.UNAUTHORIZED, detail, Map.of(HttpHeaders.WWW_AUTHENTICATE, challenge)),
                request.getRequestURI(), response);
    }
}

package dev.whereabouts.service.http.failure;

import dev.whereabouts.service.http.observe.RefusalMeter;
import dev.whereabouts.service.problem.Problem;
import dev.whereabouts.service.problem.ProblemException;
import dev.whereabouts.service.problem.ProblemType;
import dev.whereabouts.service.settings.Settings;
import dev.whereabouts.service.work.RequesterGoneException;
import dev.whereabouts.ssa.problem.InputException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.catalina.connector.ClientAbortException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/** Answers every exception that reaches Spring's dispatcher. Comes before Spring's own resolvers, which show class names. */
@Component
final class ProblemResolver implements HandlerExceptionResolver, Ordered {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemResolver.class);

    /** From this status on, an answer is a problem. */
    private static final int ERROR = 400;

    private final Settings settings;
    private final RefusalMeter meter;

    ProblemResolver(Settings settings, RefusalMeter meter) {
        this.settings = settings;
        this.meter = meter;
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public ModelAndView resolveException(HttpServletRequest request, HttpServletResponse response, Object handler,
            Exception failure) {
        boolean isGone = failure instanceof RequesterGoneException || failure instanceof ClientAbortException;
        boolean isRefusedByContainer = response.isCommitted() && response.getStatus() >= ERROR;
        if (isGone && response.isCommitted() || isRefusedByContainer) {
            // nobody to answer, or ErrorDispatch does, as for chunks that are none
            LOG.debug("a request broke off", failure);
            return new ModelAndView();
        }
        if (response.isCommitted()) {
            // half an answer is out: only breaking the connection tells the client that it is not whole
            return null;
        }
        Problem problem = problem(failure);
        meter.count(problem);
        try {
            ProblemAnswer.send(problem, request.getRequestURI(), response);
        } catch (IOException e) {
            LOG.debug("the client left before the problem was written", e);
        }
        return new ModelAndView();
    }

    private Problem problem(Exception failure) {
        return switch (failure) {
            case ProblemException known -> known.problem();
            case InputException refusal -> Problem.of(refusal, settings);
            // one that has ended its own direction only can still read this
            case RequesterGoneException _,ClientAbortException _ -> Problem.of(ProblemType.BAD_REQUEST,
                    "the client closed the connection, or its side of it, before the answer was ready");
            case InvalidParameterException _ -> Problem.of(ProblemType.BAD_REQUEST,
                    "the query of the address cannot be decoded, or has too many parameters");
            case HttpMediaTypeNotSupportedException type -> Problem.of(ProblemType.UNSUPPORTED_MEDIA_TYPE,
                    "this resource reads " + list(type.getSupportedMediaTypes()), headers(type));
            case HttpMediaTypeNotAcceptableException type -> Problem.of(ProblemType.NOT_ACCEPTABLE,
                    "this resource answers with " + list(type.getSupportedMediaTypes()), headers(type));
            case HttpRequestMethodNotSupportedException method -> Problem.of(ProblemType.METHOD_NOT_ALLOWED,
                    "this resource knows " + method.getHeaders().getFirst(HttpHeaders.ALLOW), headers(method));
            case ErrorResponse other -> ofStatus(other.getStatusCode().value(), headers(other));
            default -> {
                LOG.error("a request met a defect", failure);
                yield Problem.of(ProblemType.INTERNAL, ProblemType.INTERNAL.meaning());
            }
        };
    }

    private static Problem ofStatus(int status, Map<String, String> headers) {
        ProblemType type = ProblemType.ofStatus(status);
        return new Problem(type, status, type.meaning(), List.of(), null, headers);
    }

    private static Map<String, String> headers(ErrorResponse failure) {
        Map<String, String> headers = new TreeMap<>();
        HttpHeaders given = failure.getHeaders();
        given.forEach((name, values) -> headers.put(name, String.join(", ", values)));
        return headers;
    }

    private static String list(List<MediaType> types) {
        return types.stream().map(MediaType::toString).distinct().sorted().collect(Collectors.joining(", "));
    }
}

package dev.whereabouts.service.http.failure;

import dev.whereabouts.service.problem.Problem;
import dev.whereabouts.service.problem.ProblemType;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** Where the container dispatches a request that failed outside Spring's dispatcher: in a filter, or by {@code sendError}. */
@Controller
@Hidden
final class ErrorDispatch implements ErrorController {

    @RequestMapping("/error")
    void error(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (response.isCommitted()) {
            // half an answer is out, such as lines of a stream whose last one says why there are no more
            return;
        }
        // asked for by a client, there is nothing at this path
        int status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code ? code : 404;
        String instance = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String uri
                ? uri
                : request.getRequestURI();
        ProblemType type = ProblemType.ofStatus(status);
        ProblemAnswer.send(new Problem(type, status, type.meaning(), List.of(), null, Map.of()), instance, response);
    }
}

package dev.whereabouts.service.http.failure;

import dev.whereabouts.service.problem.Problem;
import dev.whereabouts.service.problem.ProblemJson;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers with a problem document, whatever the client accepts: RFC 9110 section 12.5.1 allows it, and a client can read it. */
public final class ProblemAnswer {

    private ProblemAnswer() {}

    /**
     * @param instance the path that was asked for
     * @throws IOException if the client is gone
     */
    public static void send(Problem problem, String instance, HttpServletResponse response) throws IOException {
        byte[] body = ProblemJson.toJson(problem, instance);
        response.resetBuffer();
        response.setStatus(problem.status());
        problem.headers().forEach(response::setHeader);
        response.setContentType(ProblemJson.MEDIA_TYPE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
        response.flushBuffer();
    }
}

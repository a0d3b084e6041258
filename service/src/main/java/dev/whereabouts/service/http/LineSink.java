package dev.whereabouts.service.http;

import dev.whereabouts.service.problem.Problem;
import dev.whereabouts.service.problem.ProblemJson;
import dev.whereabouts.service.work.OrderedTasks;
import dev.whereabouts.service.work.Result;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Streams answers to the client. The status is sent with the first of them, so that until then it can be another. */
final class LineSink<R extends Result> implements OrderedTasks.Sink<R> {

    private final HttpServletResponse response;
    private final Writer<R> writer;
    private boolean hasBegun;

    /** Writes the lines of a result. */
    @FunctionalInterface
    interface Writer<R> {
        void write(R result, OutputStream out) throws IOException;
    }

    LineSink(HttpServletResponse response, Writer<R> writer) {
        this.response = response;
        this.writer = writer;
    }

    @Override
    public void accept(R result) throws IOException {
        begin();
        writer.write(result, response.getOutputStream());
    }

    @Override
    public void pause() throws IOException {
        response.flushBuffer();
    }

    /** Answers an empty stream, too. */
    void end() throws IOException {
        begin();
        response.flushBuffer();
    }

    /** Ends with a line that says why there are no more; where the status is not out yet, the failure decides it. */
    void fail(RuntimeException failure, Problem problem, String instance) throws IOException {
        if (!hasBegun) {
            throw failure;
        }
        var out = response.getOutputStream();
        out.write("{\"error\":".getBytes(StandardCharsets.US_ASCII));
        out.write(ProblemJson.toJson(problem, instance));
        out.write("}\n".getBytes(StandardCharsets.US_ASCII));
        response.flushBuffer();
    }

    private void begin() {
        if (!hasBegun) {
            hasBegun = true;
            response.setContentType(MediaTypes.NDJSON);
        }
    }
}

package dev.whereabouts.service.http;

import dev.whereabouts.service.loclists.Lines.Answered;
import dev.whereabouts.service.problem.Problem;
import dev.whereabouts.service.problem.ProblemJson;
import dev.whereabouts.service.work.OrderedTasks;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Streams answers to the client. The status is sent with the first of them, so that until then it can be another. */
final class LineSink implements OrderedTasks.Sink<Answered> {

    private final HttpServletResponse response;
    private final WorkMeter meter;
    private boolean hasBegun;

    LineSink(HttpServletResponse response, WorkMeter meter) {
        this.response = response;
        this.meter = meter;
    }

    @Override
    public void accept(Answered answered) throws IOException {
        begin();
        meter.count(answered.tally());
        answered.answers().copyTo(response.getOutputStream());
    }

    @Override
    public void pause() throws IOException {
        response.flushBuffer();
    }

    /** Whether anything was answered, so that the status is out. */
    boolean hasBegun() {
        return hasBegun;
    }

    /** Answers an empty stream, too. */
    void end() throws IOException {
        begin();
        response.flushBuffer();
    }

    /** Ends with a line that says why there are no more. */
    void fail(Problem problem, String instance) throws IOException {
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

package dev.whereabouts.service.http;

import dev.whereabouts.service.bytes.ByteBudget;
import dev.whereabouts.service.bytes.ByteStore;
import dev.whereabouts.service.emulate.Emulator;
import dev.whereabouts.service.http.body.RequestBody;
import dev.whereabouts.service.loclists.Format;
import dev.whereabouts.service.loclists.LineBatches;
import dev.whereabouts.service.problem.Problem;
import dev.whereabouts.service.problem.ProblemException;
import dev.whereabouts.service.settings.Setting;
import dev.whereabouts.service.settings.Settings;
import dev.whereabouts.service.work.Deadline;
import dev.whereabouts.service.work.Work;
import dev.whereabouts.service.work.WorkPool;
import dev.whereabouts.service.work.WorkPool.Admission;
import dev.whereabouts.ssa.problem.InputException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /v1/emulate}. */
@RestController
final class EmulateController {

    private final Settings settings;
    private final ByteBudget budget;
    private final RequestBody bodies;
    private final WorkPool pool;
    private final ProgramRequests requests;
    private final Emulator emulator;

    EmulateController(Settings settings, ByteBudget budget, RequestBody bodies, WorkPool pool, WorkMeter meter,
            ProgramRequests requests) {
        this.settings = settings;
        this.budget = budget;
        this.bodies = bodies;
        this.pool = pool;
        this.requests = requests;
        emulator = new Emulator(settings, meter::executed);
    }

    @PostMapping(path = "/v1/emulate", consumes = {MediaType.APPLICATION_JSON_VALUE, MediaTypes.NDJSON,
            MediaType.MULTIPART_FORM_DATA_VALUE})
    @EmulateOperation
    void emulate(HttpServletRequest request, HttpServletResponse response) throws IOException, InterruptedException {
        MediaType type = MediaType.parseMediaType(request.getContentType());
        if (MediaType.parseMediaType(MediaTypes.NDJSON).includes(type)) {
            // whoever wants JSON can read lines of it
            MediaTypes.required(request.getHeader("Accept"), List.of(Format.NDJSON, Format.JSON));
            lines(request, response);
        } else {
            MediaTypes.required(request.getHeader("Accept"), List.of(Format.JSON));
            requests.answer(request, response, MediaType.APPLICATION_JSON, emulator::one);
        }
    }

    private void lines(HttpServletRequest request, HttpServletResponse response)
            throws IOException, InterruptedException {
        Deadline deadline = Deadline.after(Setting.STREAM_SECONDS, settings);
        LineSink<StoredAnswer> sink = new LineSink<>(response, (answer, out) -> answer.bytes().copyTo(out));
        String instance = request.getRequestURI();
        LineBatches batches = new LineBatches(bodies.stream(request, deadline), budget, settings);
        try (Admission admission = pool.admitStream()) {
            admission.<StoredAnswer>inOrder(deadline).run(() -> {
                LineBatches.Batch batch = batches.next();
                return batch == null ? null : new LinesWork(batch, instance);
            }, sink);
            sink.end();
        } catch (ProblemException e) {
            sink.fail(e, e.problem(), instance);
        } catch (InputException e) {
            sink.fail(e, Problem.of(e, settings), instance);
        }
    }

    private final class LinesWork implements Work<StoredAnswer> {

        private final LineBatches.Batch batch;
        private final String instance;

        LinesWork(LineBatches.Batch batch, String instance) {
            this.batch = batch;
            this.instance = instance;
        }

        @Override
        public StoredAnswer perform() throws IOException, InterruptedException {
            try (ByteStore bytes = batch.bytes(); InputStream in = bytes.read()) {
                return StoredAnswer.written(budget, settings, out -> emulator.lines(in, instance, out));
            }
        }

        @Override
        public void discard() {
            batch.bytes().close();
        }
    }
}

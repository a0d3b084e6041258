package dev.whereabouts.service.http;

import dev.whereabouts.service.bytes.ByteBudget;
import dev.whereabouts.service.bytes.ByteStore;
import dev.whereabouts.service.http.body.RequestBody;
import dev.whereabouts.service.loclists.Format;
import dev.whereabouts.service.loclists.FunctionWork;
import dev.whereabouts.service.loclists.FunctionWork.Order;
import dev.whereabouts.service.loclists.Lines;
import dev.whereabouts.service.loclists.Operation;
import dev.whereabouts.service.loclists.Tally;
import dev.whereabouts.service.problem.Problem;
import dev.whereabouts.service.problem.ProblemException;
import dev.whereabouts.service.settings.Setting;
import dev.whereabouts.service.settings.Settings;
import dev.whereabouts.service.work.Deadline;
import dev.whereabouts.service.work.WorkPool;
import dev.whereabouts.service.work.WorkPool.Admission;
import dev.whereabouts.ssa.json.InputKind;
import dev.whereabouts.ssa.json.LoclistsOptions;
import dev.whereabouts.ssa.problem.InputException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /v1/loclists} and {@code POST /v1/functions}. */
@RestController
final class FunctionsController {

    /** How wide a text for nobody's terminal is. */
    private static final int TEXT_COLUMNS = 120;

    private final Settings settings;
    private final ByteBudget budget;
    private final RequestBody bodies;
    private final WorkPool pool;
    private final ThreadLocal<FunctionWork> works;
    private final Lines lines;
    private final WorkMeter meter;

    FunctionsController(Settings settings, ByteBudget budget, RequestBody bodies, WorkPool pool, WorkMeter meter) {
        this.settings = settings;
        this.budget = budget;
        this.bodies = bodies;
        this.pool = pool;
        this.meter = meter;
        works = ThreadLocal.withInitial(() -> new FunctionWork(settings));
        lines = new Lines(settings, budget, works);
    }

    @PostMapping(path = "/v1/loclists", consumes = {MediaType.APPLICATION_JSON_VALUE, MediaTypes.NDJSON,
            MediaType.TEXT_PLAIN_VALUE, MediaType.TEXT_HTML_VALUE})
    @LoclistsOperation
    void loclists(HttpServletRequest request, HttpServletResponse response) throws IOException, InterruptedException {
        answer(Operation.LOCLISTS, request, response);
    }

    @PostMapping(path = "/v1/functions", consumes = {MediaType.APPLICATION_JSON_VALUE, MediaTypes.NDJSON,
            MediaType.TEXT_PLAIN_VALUE, MediaType.TEXT_HTML_VALUE})
    @FunctionsOperation
    void functions(HttpServletRequest request, HttpServletResponse response) throws IOException, InterruptedException {
        answer(Operation.FUNCTIONS, request, response);
    }

    private void answer(Operation operation, HttpServletRequest request, HttpServletResponse response)
            throws IOException, InterruptedException {
        InputKind kind = MediaTypes.kind(MediaType.parseMediaType(request.getContentType()));
        List<Format> formats = MediaTypes.formats(operation, kind);
        Format format = MediaTypes.required(request.getHeader("Accept"), formats);
        Order order = new Order(operation, format, request.getRequestURI(), TEXT_COLUMNS, StandardCharsets.UTF_8);
        Map<String, String> parameters = new HashMap<>();
        request.getParameterMap().forEach((name, values) -> parameters.put(name, String.join(",", values)));
        if (kind == InputKind.NDJSON && format == Format.NDJSON) {
            stream(LoclistsOptions.ofQuery(parameters), order, request, response);
        } else {
            whole(kind, parameters, order, request, response);
        }
    }

    private void whole(InputKind kind, Map<String, String> parameters, Order order, HttpServletRequest request,
            HttpServletResponse response) throws IOException, InterruptedException {
        Deadline deadline = Deadline.after(Setting.REQUEST_SECONDS, settings);
        try (WholeWork.Answered answered = work(kind, parameters, order, request, deadline)) {
            Tally tally = answered.tally();
            meter.count(tally);
            if (tally.functions() == 0 && tally.refusals() > 0) {
                throw new ProblemException(
                        Problem.of(tally.refused().stream().map(Tally.Refused::why).toList(), settings));
            }
            response.setContentType(MediaTypes.type(order.format()).toString());
            response.setContentLengthLong(answered.bytes().size());
            answered.bytes().copyTo(response.getOutputStream());
        }
    }

    private WholeWork.Answered work(InputKind kind, Map<String, String> parameters, Order order,
            HttpServletRequest request, Deadline deadline) throws IOException, InterruptedException {
        ByteStore body = bodies.whole(request, deadline);
        WholeWork work = new WholeWork(works::get, kind, body, parameters, order,
                () -> new ByteStore(budget, settings, Setting.ANSWER_BYTES));
        try (Admission admission = pool.admit(work)) {
            return admission.submit(work).await(deadline);
        }
    }

    private void stream(LoclistsOptions options, Order order, HttpServletRequest request, HttpServletResponse response)
            throws IOException, InterruptedException {
        Deadline deadline = Deadline.after(Setting.STREAM_SECONDS, settings);
        LineSink<Lines.Answered> sink = new LineSink<>(response, (answered, out) -> {
            meter.count(answered.tally());
            answered.answers().copyTo(out);
        });
        try (Admission admission = pool.admitStream()) {
            lines.run(bodies.stream(request, deadline), options, order, admission.inOrder(deadline), sink);
            sink.end();
        } catch (ProblemException e) {
            sink.fail(e, e.problem(), order.instance());
        } catch (InputException e) {
            sink.fail(e, Problem.of(e, settings), order.instance());
        }
    }
}

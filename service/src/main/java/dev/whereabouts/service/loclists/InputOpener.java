package dev.whereabouts.service.loclists;

import dev.whereabouts.service.loclists.Input.Refusals;
import dev.whereabouts.ssa.gossafunc.html.SsaHtml;
import dev.whereabouts.ssa.gossafunc.reader.DumpOptions;
import dev.whereabouts.ssa.gossafunc.reader.DumpReader;
import dev.whereabouts.ssa.gossafunc.reader.DumpResult;
import dev.whereabouts.ssa.json.FunctionReader;
import dev.whereabouts.ssa.json.InputKind;
import dev.whereabouts.ssa.json.LoclistsOptions;
import dev.whereabouts.ssa.json.LoclistsRequest;
import dev.whereabouts.ssa.json.NdjsonReader;
import dev.whereabouts.ssa.json.RequestReader;
import dev.whereabouts.ssa.model.Function;
import dev.whereabouts.ssa.problem.Fault;
import dev.whereabouts.ssa.problem.InputException;
import dev.whereabouts.ssa.problem.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Opens inputs of any kind. One instance serves one thread, and keeps what its readers have learnt. */
final class InputOpener {

    private final Limits limits;
    private final FunctionReader functions;
    private final RequestReader requests;

    InputOpener(Limits limits) {
        this.limits = limits;
        functions = new FunctionReader(limits);
        requests = new RequestReader(limits);
    }

    /**
     * Opens a whole input.
     *
     * @param parameters options by name, as in {@link LoclistsOptions#ofQuery}
     * @throws InputException if the parameters are wrong, or the input in a way that is seen before its first function
     */
    Input open(InputKind kind, InputStream in, Map<String, String> parameters) throws IOException {
        return switch (kind) {
            case REQUEST -> {
                LoclistsRequest request = requests.read(in, parameters);
                yield new Input(request.options(), items(request.functions()), Refusals.REFUSE_ALL);
            }
            case FUNCTION -> {
                LoclistsOptions options = LoclistsOptions.ofQuery(parameters);
                yield new Input(options, items(List.of(functions.read(in))), Refusals.REFUSE_ALL);
            }
            case NDJSON -> lines(in, 1, LoclistsOptions.ofQuery(parameters));
            case DUMP -> {
                LoclistsOptions options = LoclistsOptions.ofQuery(parameters);
                yield dump(new DumpReader(text(in), dumpOptions(options), limits), options);
            }
            case SSA_HTML -> {
                LoclistsOptions options = LoclistsOptions.ofQuery(parameters);
                yield dump(new DumpReader(new SsaHtml(text(in), limits), dumpOptions(options), limits), options);
            }
        };
    }

    /** Opens lines out of a stream of NDJSON. */
    Input lines(InputStream in, long firstLine, LoclistsOptions options) {
        NdjsonReader reader = new NdjsonReader(in, firstLine, functions);
        return new Input(options, () -> switch (reader.next()) {
            case null -> null;
            case NdjsonReader.GoodLine(long line, Function function) -> new Item.Given(function, line);
            case NdjsonReader.BadLine(long line, InputException refusal) ->
                new Item.Unreadable(Optional.empty(), line, refusal);
        }, Refusals.STAND_ALONE);
    }

    private static Input dump(DumpReader reader, LoclistsOptions options) {
        return new Input(options, () -> switch (reader.next()) {
            case null -> null;
            case DumpResult.Read read -> new Item.Dumped(read);
            case DumpResult.Failed(String name, List<Fault> faults) ->
                new Item.Unreadable(Optional.of(name), Item.NO_LINE, InputException.invalid(faults));
        }, Refusals.REFUSE_ALL_IF_NONE_IS_LEFT);
    }

    private static Reader text(InputStream in) {
        return new InputStreamReader(in, StandardCharsets.UTF_8);
    }

    private static DumpOptions dumpOptions(LoclistsOptions options) {
        return new DumpOptions(options.go(), options.types());
    }

    private static Input.Items items(List<Function> functions) {
        Iterator<Function> rest = functions.iterator();
        return () -> rest.hasNext() ? new Item.Given(rest.next(), Item.NO_LINE) : null;
    }
}

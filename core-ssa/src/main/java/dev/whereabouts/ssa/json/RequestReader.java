package dev.whereabouts.ssa.json;

import dev.whereabouts.ssa.model.Function;
import dev.whereabouts.ssa.problem.InputException;
import dev.whereabouts.ssa.problem.Limits;
import dev.whereabouts.ssa.problem.Place;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;

/**
 * Reads a request that is one JSON object: {@code functions}, and options beside them in any order.
 *
 * <p>All functions are held until the end, since what follows them may be an option or a fault; {@link Limits#functions} bounds their
 * number. A stream of any length is what {@link NdjsonReader} is for.
 */
public final class RequestReader {

    private enum RequestField {
        GO, ARCH, DWARF, BASE_ADDRESS_INDEX, BASE_ADDRESS_ENTRY, INCLUDE, POINTER_SIZE, PASSES, FUNCTIONS
    }

    private static final Fields<RequestField> REQUEST = new Fields<>(RequestField.class,
            Set.of(RequestField.FUNCTIONS));

    private final FunctionReader functions;
    private final Limits limits;

    public RequestReader(Limits limits) {
        this.limits = limits;
        functions = new FunctionReader(limits);
    }

    /** Whether a request has such a field. */
    static boolean hasField(String name) {
        return REQUEST.matcher().matchName(name) >= 0;
    }

    /**
     * Reads a document that is one request, to the stream's end. Does not close the stream.
     *
     * @throws InputException if it is none, or beyond a limit
     * @throws IOException if the stream could not be read
     */
    public LoclistsRequest read(InputStream json) throws IOException {
        return read(json, Map.of());
    }

    /**
     * As {@link #read(InputStream)}, but an option that is also given as a parameter is as the parameter says.
     *
     * @param parameters as in {@link LoclistsOptions#ofQuery}
     */
    public LoclistsRequest read(InputStream json, Map<String, String> parameters) throws IOException {
        BoundedInput bounded = new BoundedInput(json, limits.functionBytes());
        try (JsonInput in = functions.open(bounded, 1)) {
            try {
                in.begin();
                LoclistsRequest request = request(in, bounded, parameters);
                in.end();
                return request;
            } catch (JacksonException e) {
                throw in.refusal(e);
            }
        }
    }

    private LoclistsRequest request(JsonInput in, BoundedInput bounded, Map<String, String> parameters) {
        OptionValues options = new OptionValues();
        List<Function> read = new ArrayList<>();
        if (in.beginObject()) {
            long seen = 0;
            for (RequestField f = in.nextField(REQUEST); f != null; f = in.nextField(REQUEST)) {
                seen = in.once(seen, f);
                switch (f) {
                    case GO -> set(in, () -> options.go(in.text()));
                    case ARCH -> set(in, () -> options.arch(in.text()));
                    case DWARF -> set(in, () -> options.dwarf(in.count()));
                    case BASE_ADDRESS_INDEX -> set(in, () -> options.baseAddressIndex(in.count()));
                    case BASE_ADDRESS_ENTRY -> set(in, () -> options.baseAddressEntry(in.flag()));
                    case POINTER_SIZE -> set(in, () -> options.pointerSize(in.count()));
                    case PASSES -> set(in, () -> options.passes(in.count()));
                    case INCLUDE -> include(in, options);
                    case FUNCTIONS -> functions(in, bounded, read);
                }
            }
            in.require(REQUEST, seen);
        }
        in.throwFaults();
        OptionQuery.read(parameters, options);
        return new LoclistsRequest(options.toOptions(), read);
    }

    private static void include(JsonInput in, OptionValues options) {
        options.includeNothing();
        if (in.beginArray()) {
            while (in.nextElement()) {
                set(in, () -> options.include(in.text()));
            }
        }
    }

    /** A value that an option refuses is one fault, whether the kind of value is wrong or the value itself. */
    private static void set(JsonInput in, Runnable setter) {
        int faults = in.faults();
        try {
            setter.run();
        } catch (IllegalArgumentException e) {
            if (in.faults() == faults) {
                in.fault(e.getMessage());
            }
        }
    }

    private void functions(JsonInput in, BoundedInput bounded, List<Function> read) {
        if (in.beginArray()) {
            while (in.nextElement()) {
                if (read.size() == limits.functions()) {
                    throw InputException.limit(new Place.Pointer(in.pointer()), "functions", limits.functions());
                }
                bounded.startOver();
                read.add(functions.function(in));
            }
        }
    }
}

package dev.whereabouts.ssa.json;

import dev.whereabouts.ssa.model.Function;
import java.util.List;

/** A request for the location lists of some functions, in their order. */
public record LoclistsRequest(LoclistsOptions options, List<Function> functions) {

    public LoclistsRequest {
        functions = List.copyOf(functions);
    }
}

package dev.whereabouts.debugcall.value;

import dev.whereabouts.amd64.abi.Layout;
import dev.whereabouts.debugcall.target.Target;
import dev.whereabouts.debugcall.target.Variable;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Shows the values of variables. */
public final class VariableReader {

    private VariableReader() {}

    /** The value, by its type; empty where not all of it is anywhere, or it is too large to be read. */
    public static Optional<JsonNode> read(Variable variable, Target target) {
        return switch (variable.content()) {
            case Variable.Content.Known(var _, byte[] bytes) when variable.type().layout() instanceof Layout.Known known
                    && known.size() == bytes.length ->
                Optional
                        .of(new ValueDecoder(target).value(variable.type(), bytes, 0));
            case Variable.Content _ -> Optional.empty();
        };
    }
}

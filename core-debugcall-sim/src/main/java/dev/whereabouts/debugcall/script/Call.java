package dev.whereabouts.debugcall.script;

import dev.whereabouts.amd64.state.RegisterName;
import dev.whereabouts.debugcall.expression.Expression;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/**
 * A call to inject.
 *
 * @param stop           where the program goes on to first; empty: it stays where it is
 * @param function       what to call; empty only where nothing is called
 * @param frameSize      bytes, unsigned, in place of what the arguments need; empty: what they need
 * @param context        for the context register; empty: left as it is, or the closure's own
 * @param writes         memory that is filled before the injection
 * @param nested         calls to make at status 0, before this one
 * @param isCalled       whether the function is called at all; if not, the goroutine goes on at status 0
 * @param restoresAll    whether registers are restored at status 16
 * @param repairsFlags   whether flags are restored once more where the pushed PC is reached
 * @param goroutine      the id of the goroutine to inject into; empty: the one that stopped
 * @param retries        how often a transient refusal is met by another try
 */
public record Call(Optional<Stop> stop, Optional<CalledFunction> function, Arguments arguments, OptionalLong frameSize,
        Optional<Expression> context, List<Step.Write> writes, List<Call> nested, boolean isCalled,
        boolean restoresAll, boolean repairsFlags, OptionalLong goroutine, int retries, Optional<Expectation> expect) {

    public Call {
        writes = List.copyOf(writes);
        nested = List.copyOf(nested);
    }

    /** Which function. */
    public sealed interface CalledFunction {

        /** By its name. */
        record Named(String name) implements CalledFunction {}

        /** By the address of its first instruction. */
        record AtAddress(Expression pc) implements CalledFunction {}
    }

    /** What it is given. */
    public sealed interface Arguments {

        /** By value: the receiver first. */
        record Typed(List<JsonNode> values) implements Arguments {

            public Typed {
                values = List.copyOf(values);
            }
        }

        /**
         * By hand.
         *
         * @param frame     for SP at status 0; empty: nothing is written there
         * @param registers in the order given
         */
        record ByHand(Optional<byte[]> frame, Map<RegisterName, RegisterValue> registers) implements Arguments {

            public ByHand {
                registers = Collections.unmodifiableMap(new LinkedHashMap<>(registers));
            }
        }
    }
}

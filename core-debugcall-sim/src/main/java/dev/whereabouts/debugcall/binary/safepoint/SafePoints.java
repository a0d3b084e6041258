package dev.whereabouts.debugcall.binary.safepoint;

import dev.whereabouts.debugcall.binary.pclntab.FunctionTable;
import dev.whereabouts.debugcall.binary.pclntab.GoFunction;
import dev.whereabouts.debugcall.binary.pclntab.ValueTable;
import dev.whereabouts.debugcall.binary.pclntab.ValueTable.Run;
import dev.whereabouts.debugcall.protocol.FrameClass;
import dev.whereabouts.debugcall.protocol.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** The verdicts of all addresses of a binary's functions. */
public final class SafePoints {

    /** The value of PCDATA 0 at which a goroutine may be stopped. All others are reasons why not. */
    private static final int SAFE = -1;

    private static final String RUNTIME = "runtime.";

    /** The protocol's own functions, in which a debugger may nest another call. */
    private static final Set<String> FRAME_CLASSES = FrameClass.sizes()
            .mapToObj(size -> new FrameClass(size).symbol()).collect(Collectors.toUnmodifiableSet());

    private final FunctionTable functions;

    public SafePoints(FunctionTable functions) {
        this.functions = functions;
    }

    /** What the runtime says of an address that a debugger pushed. @param address before any load bias */
    public Optional<Refusal> verdict(long address) {
        Optional<GoFunction> function = functions.at(address);
        if (function.isEmpty()) {
            return Optional.of(Refusal.UNKNOWN_FUNCTION);
        }
        return verdictOfAll(function.get()).orElseGet(() -> {
            long offset = address - function.get().entry();
            return verdict(unsafePoints(function.get()).at(lookedUp(offset)));
        });
    }

    /** Verdicts of a function's addresses, in order; neighbours differ. Padding behind the function is not among them. */
    public List<SafeRange> ranges(GoFunction function) {
        long size = functions.size(function);
        Optional<Optional<Refusal>> all = verdictOfAll(function);
        if (all.isPresent()) {
            return size == 0 ? List.of() : List.of(new SafeRange(0, size, all.get()));
        }
        ValueTable table = unsafePoints(function);
        List<SafeRange> ranges = new ArrayList<>();
        if (size > 0) {
            add(ranges, 1, verdict(table.at(0)));
        }
        long from = 0;
        for (Run run : table.runs()) {
            // the value of an offset decides on the address behind it
            long to = Math.min(run.to() + 1, size);
            if (to > Math.max(from + 1, 1)) {
                add(ranges, to, verdict(run.value()));
            }
            from = run.to();
        }
        if (ranges.isEmpty() || ranges.getLast().to() < size) {
            add(ranges, size, verdict(ValueTable.NOTHING));
        }
        return ranges;
    }

    private static void add(List<SafeRange> ranges, long to, Optional<Refusal> refusal) {
        long from = ranges.isEmpty() ? 0 : ranges.getLast().to();
        if (to <= from) {
            return;
        }
        if (!ranges.isEmpty() && ranges.getLast().refusal().equals(refusal)) {
            from = ranges.removeLast().from();
        }
        ranges.add(new SafeRange(from, to, refusal));
    }

    /** The address of the same function that is nearest to a given one and accepted; of two equally near the lower. */
    public OptionalLong nearest(long address) {
        Optional<GoFunction> found = functions.at(address);
        if (found.isEmpty()) {
            return OptionalLong.empty();
        }
        long offset = address - found.get().entry();
        OptionalLong best = OptionalLong.empty();
        for (SafeRange range : ranges(found.get())) {
            if (range.isSafe()) {
                long near = Math.clamp(offset, range.from(), range.to() - 1);
                if (best.isEmpty() || Math.abs(near - offset) < Math.abs(best.getAsLong() - offset)) {
                    best = OptionalLong.of(near);
                }
            }
        }
        return best.isEmpty() ? best : OptionalLong.of(best.getAsLong() + found.get().entry());
    }

    /** The verdict that a function's name alone decides; empty where the address matters. */
    private static Optional<Optional<Refusal>> verdictOfAll(GoFunction function) {
        if (FRAME_CLASSES.contains(function.name())) {
            return Optional.of(Optional.empty());
        }
        boolean isRuntime = function.name().startsWith(RUNTIME) && function.name().length() > RUNTIME.length();
        return isRuntime ? Optional.of(Optional.of(Refusal.RUNTIME)) : Optional.empty();
    }

    private ValueTable unsafePoints(GoFunction function) {
        return functions.data(function, FunctionTable.UNSAFE_POINT);
    }

    /** The pushed address counts as a return address: the instruction before it is the one that matters, but at the entry there is none. */
    private static long lookedUp(long offset) {
        return offset == 0 ? 0 : offset - 1;
    }

    private static Optional<Refusal> verdict(int value) {
        return value == SAFE ? Optional.empty() : Optional.of(Refusal.UNSAFE_POINT);
    }
}

package dev.whereabouts.ssa.gossafunc.reader;

import dev.whereabouts.ssa.gossafunc.DumpLine;
import dev.whereabouts.ssa.gossafunc.listing.BlockLayout;
import dev.whereabouts.ssa.gossafunc.listing.Placement;
import dev.whereabouts.ssa.gossafunc.printed.PrintedBlock;
import dev.whereabouts.ssa.gossafunc.printed.PrintedFunction;
import dev.whereabouts.ssa.gossafunc.printed.PrintedValue;
import dev.whereabouts.ssa.gossafunc.rebuild.ArgumentInfo;
import dev.whereabouts.ssa.gossafunc.rebuild.DumpedFunction;
import dev.whereabouts.ssa.gossafunc.rebuild.FunctionRebuild;
import dev.whereabouts.ssa.gossafunc.symbol.CompilerLists;
import dev.whereabouts.ssa.gossafunc.symbol.DumpedSymbol;
import dev.whereabouts.ssa.gossafunc.symbol.SymbolHeading;
import dev.whereabouts.ssa.gossafunc.symbol.TypeLayout;
import dev.whereabouts.ssa.model.Function;
import dev.whereabouts.ssa.problem.InputException;
import dev.whereabouts.ssa.problem.Limits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The functions of one package that wait for what the compiler prints of them later. */
final class CompileUnit {

    private static final String AUX = "aux for ";
    private static final String ARGUMENTS = ".arginfo";

    private final Limits limits;
    private final DumpOptions options;
    private final List<Waiting> waiting = new ArrayList<>();
    private final Map<String, DumpedSymbol> abstracts = new HashMap<>();
    private final Map<String, Named> named = new HashMap<>();
    private final TypeSizes types;
    private boolean listed;
    private long held;

    /** A function and what has come of it. */
    private static final class Waiting {
        private final FunctionSection section;
        private Placement placement;
        private int listing;
        private InputException mismatch;

        Waiting(FunctionSection section) {
            this.section = section;
        }
    }

    /** What the compiler printed under one name: two functions may share it, one for each ABI. Both are printed in the same order. */
    private static final class Named {
        private int listings;
        private DumpedSymbol lists;
        private final List<Optional<CompilerLists>> emitted = new ArrayList<>();
        private final Map<Boolean, DumpedSymbol> arguments = new HashMap<>();
    }

    CompileUnit(Limits limits, DumpOptions options, TypeSizes types) {
        this.limits = limits;
        this.options = options;
        this.types = types;
    }

    void add(FunctionSection section) {
        if (!hold(section.heldBytes())) {
            section.drop(InputException.limit(section.place(), "heldBytes", limits.heldBytes()));
        }
        waiting.add(new Waiting(section));
        named.computeIfAbsent(section.name(), _ -> new Named());
    }

    private boolean hold(long bytes) {
        if (held + bytes > limits.heldBytes()) {
            return false;
        }
        held += bytes;
        return true;
    }

    /** Whether the listing has begun: after it, the same package has no more functions to dump. */
    boolean isListed() {
        return listed;
    }

    /** Whether anything in the unit waits for a symbol. */
    boolean wants(SymbolHeading heading) {
        if (waiting.isEmpty()) {
            return false;
        }
        if (isText(heading)) {
            listed = true;
            return named.containsKey(heading.name());
        }
        return TypeLayout.isDescriptor(heading) || CompilerLists.isAbstractInstance(heading)
                || owner(heading) != null;
    }

    private static boolean isText(SymbolHeading heading) {
        return heading.kind().startsWith("STEXT");
    }

    /** The functions that a symbol says something of, or null. */
    private Named owner(SymbolHeading heading) {
        if (CompilerLists.isFunctionInfo(heading) || CompilerLists.isLists(heading)) {
            return heading.name().startsWith(AUX) ? named.get(heading.name().substring(AUX.length())) : null;
        }
        int arguments = heading.name().lastIndexOf(ARGUMENTS);
        return arguments < 0 ? null : named.get(heading.name().substring(0, arguments));
    }

    /**
     * Takes all lines of a symbol that the unit {@linkplain #wants wants}.
     *
     * @param bytes characters of the lines
     */
    void accept(SymbolHeading heading, List<DumpLine> lines, long bytes) {
        if (!hold(bytes)) {
            if (isText(heading)) {
                InputException limit = InputException.limit(lines.getFirst().place(), "heldBytes", limits.heldBytes());
                waiting.stream().filter(each -> each.section.name().equals(heading.name()))
                        .forEach(each -> each.section.drop(limit));
            }
            return;
        }
        if (isText(heading)) {
            place(heading.name(), lines);
            return;
        }
        try {
            take(heading, DumpedSymbol.read(lines));
        } catch (InputException _) {
            // a symbol that only adds to what is known: without it the answer says less
        }
    }

    private void take(SymbolHeading heading, DumpedSymbol symbol) {
        if (TypeLayout.isDescriptor(heading)) {
            TypeLayout layout = TypeLayout.read(symbol);
            types.put(layout.type(), layout.size());
        } else if (CompilerLists.isAbstractInstance(heading)) {
            abstracts.put(heading.name(), symbol);
        } else if (CompilerLists.isLists(heading)) {
            owner(heading).lists = symbol;
        } else if (CompilerLists.isFunctionInfo(heading)) {
            Named owner = owner(heading);
            DumpedSymbol lists = owner.lists;
            owner.lists = null;
            owner.emitted.add(Optional.empty());
            if (lists != null) {
                owner.emitted.set(owner.emitted.size() - 1, Optional.of(CompilerLists.read(symbol, lists, abstracts)));
            }
        } else {
            owner(heading).arguments.put(heading.name().endsWith("1"), symbol);
        }
    }

    private void place(String name, List<DumpLine> lines) {
        int listing = named.get(name).listings++;
        for (Waiting each : waiting) {
            if (each.placement == null && each.section.name().equals(name) && each.section.faults().isEmpty()) {
                try {
                    DumpedFunction dumped = each.section.function();
                    each.placement = Placement.of(dumped.genssa(), List.of(lines), layout(dumped.last()));
                    each.listing = listing;
                    return;
                } catch (InputException mismatch) {
                    each.mismatch = mismatch;
                }
            }
        }
    }

    private static List<BlockLayout> layout(PrintedFunction function) {
        List<BlockLayout> layout = new ArrayList<>();
        for (PrintedBlock block : function.blocks()) {
            layout.add(new BlockLayout(block.id(), block.values().stream().map(PrintedValue::id).toList()));
        }
        return layout;
    }

    /** The answers for all functions of the unit, in the order of the dump. The unit is empty after. */
    List<DumpResult> close() {
        List<DumpResult> results = waiting.stream().map(this::result).toList();
        waiting.clear();
        named.clear();
        return results;
    }

    private DumpResult result(Waiting each) {
        try {
            if (!each.section.faults().isEmpty()) {
                return new DumpResult.Failed(each.section.name(), each.section.faults());
            }
            if (each.placement == null && each.mismatch != null) {
                throw each.mismatch;
            }
            DumpedFunction dumped = each.section.function();
            Named name = named.get(each.section.name());
            FunctionRebuild rebuild = new FunctionRebuild(dumped, Optional.ofNullable(each.placement),
                    Optional.ofNullable(name.arguments.get(dumped.abiInternal())).map(ArgumentInfo::read), options.go(),
                    limits);
            Function function = rebuild.build();
            Optional<CompilerLists> emitted = each.placement != null && each.listing < name.emitted.size()
                    ? name.emitted.get(each.listing)
                    : Optional.empty();
            return new DumpResult.Read(function, emitted, rebuild.choices(),
                    Optional.ofNullable(each.placement).map(Placement::sourceLines));
        } catch (InputException problem) {
            return new DumpResult.Failed(each.section.name(), problem.faults());
        }
    }
}

package dev.whereabouts.ssa.gossafunc.rebuild;

import dev.whereabouts.ssa.gossafunc.DumpLine;
import dev.whereabouts.ssa.gossafunc.printed.PrintedFunction;
import dev.whereabouts.ssa.gossafunc.trail.TrailSlot;
import dev.whereabouts.ssa.gossafunc.type.TypeFacts;
import java.util.List;

/**
 * What was gathered of one function before its listing.
 *
 * @param symbol      as the linker knows it, such as {@code bytes.HasSuffix}
 * @param abiInternal whether it follows the register ABI
 * @param optimized   whether the compiler ran passes that it leaves out with {@code -N}
 * @param first       the print before all passes
 * @param last        the print after the last pass
 * @param trail       the slots of the last print's names, in their order
 * @param facts       what all prints prove about types
 * @param tree        the syntax tree
 * @param arrivals    lines of the log that say where slots are when the function begins; empty where the log was not asked for
 * @param hasLog      whether the log was asked for
 * @param genssa      the lines of the genssa section
 */
public record DumpedFunction(String symbol, boolean abiInternal, boolean optimized, PrintedFunction first,
        PrintedFunction last, List<TrailSlot> trail, TypeFacts facts, SyntaxTree tree, List<Arrival> arrivals,
        boolean hasLog, List<DumpLine> genssa) {

    public DumpedFunction {
        trail = List.copyOf(trail);
        arrivals = List.copyOf(arrivals);
        genssa = List.copyOf(genssa);
    }
}

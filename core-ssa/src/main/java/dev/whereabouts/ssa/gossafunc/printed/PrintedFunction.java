package dev.whereabouts.ssa.gossafunc.printed;

import dev.whereabouts.ssa.gossafunc.DumpLine;
import java.util.List;

/**
 * A function after one pass.
 *
 * @param heading the line with its name and type
 * @param blocks  in the compiler's order; after the last pass, the order of their code
 * @param names   in the compiler's order
 */
public record PrintedFunction(DumpLine heading, List<PrintedBlock> blocks, List<PrintedName> names) {

    public PrintedFunction {
        blocks = List.copyOf(blocks);
        names = List.copyOf(names);
    }
}

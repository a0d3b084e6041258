package dev.whereabouts.ssa.gossafunc;

import java.io.IOException;

/** Gives the lines of a dump, whatever it is written in. */
public interface DumpSource {

    /**
     * The next line.
     *
     * @return null at the end
     * @throws IOException if the input cannot be read
     */
    DumpLine next() throws IOException;

    /** Whether the last line was longer than the limit, and the rest of it left out. */
    boolean wasCut();
}

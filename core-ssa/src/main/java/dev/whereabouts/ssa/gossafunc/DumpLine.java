package dev.whereabouts.ssa.gossafunc;

import dev.whereabouts.ssa.problem.Place;

/**
 * One line of what the compiler printed.
 *
 * @param number counted from 1 in the whole input
 * @param text   without its line end
 */
public record DumpLine(long number, String text) {

    /** The line as a place. */
    public Place place() {
        return new Place.Position(number, 0);
    }

    /** A place in the line. */
    public Place place(int column) {
        return new Place.Position(number, column);
    }
}

package dev.whereabouts.debugcall.script;

import dev.whereabouts.debugcall.expression.Expression;

/** Where the program stops for the debugger: the hits-th time that execution reaches a place. */
public sealed interface Stop {

    /** @param offset bytes from the function's start */
    record InFunction(String function, long offset, long hits) implements Stop {}

    /** At an address. */
    record AtAddress(Expression pc, long hits) implements Stop {}

    /** @param file a path, or the end of one. @param line from 1 */
    record AtLine(String file, int line, long hits) implements Stop {}

    /** At the first INT3 of the program's own. */
    record OwnTrap() implements Stop {}
}

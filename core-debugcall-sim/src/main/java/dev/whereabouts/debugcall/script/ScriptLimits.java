package dev.whereabouts.debugcall.script;

/**
 * How large a script may be.
 *
 * @param bytes        of the JSON
 * @param depth        of arrays and objects in one another
 * @param tokens       of the JSON: names, values and brackets
 * @param textLength   of a name or text, in characters; what a file or memory is filled with is not a text
 * @param calls        nested ones included
 * @param nesting      of calls in one another
 * @param steps        of a sequence
 * @param instructions that one step may execute
 * @param items        of any other list: arguments, writes, registers, environment
 * @param writeBytes   that one write, frame or comparison may hold
 * @param retries      of one call
 */
public record ScriptLimits(int bytes, int depth, long tokens, int textLength, int calls, int nesting, int steps,
        long instructions, int items, int writeBytes, int retries) {

    /** What a script for a real program needs, with room. */
    public static final ScriptLimits DEFAULT = new ScriptLimits(64 << 20, 64, 1_000_000, 1 << 16, 1000, 8, 10_000,
            1_000_000, 1000, 1 << 20, 100);
}

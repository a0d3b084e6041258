package dev.whereabouts.ssa.json;

import dev.whereabouts.ssa.model.Function;
import dev.whereabouts.ssa.problem.InputException;
import dev.whereabouts.ssa.problem.Limits;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads a stream of functions, one JSON object a line ({@code application/x-ndjson}), as long as it may be. A bad line is answered as such,
 * and the next one is read; empty lines are skipped.
 */
public final class NdjsonReader {

    private final LineInput in;
    private final FunctionReader functions;
    private final long linesBefore;

    /** What a line holds. */
    public sealed interface Line {

        /** The line's number, from 1. */
        long number();
    }

    /** A line that is a function. */
    public record GoodLine(long number, Function function) implements Line {}

    /** A line that is none, or beyond a limit. */
    public record BadLine(long number, InputException problem) implements Line {}

    /** @param in stays open */
    public NdjsonReader(InputStream in, Limits limits) {
        this(in, 1, new FunctionReader(limits));
    }

    /**
     * Reads a part of a stream.
     *
     * @param in        stays open
     * @param firstLine the number of its first line
     * @param functions a reader that no other thread uses meanwhile; what it has learnt of one part serves the next
     */
    public NdjsonReader(InputStream in, long firstLine, FunctionReader functions) {
        this.in = new LineInput(in);
        this.linesBefore = firstLine - 1;
        this.functions = functions;
    }

    /**
     * The next line, or null after the last one. Reads no further than the line's end, so that a line can be answered before the next one
     * arrives.
     *
     * @throws IOException if the stream could not be read
     */
    public Line next() throws IOException {
        if (!in.nextLine()) {
            return null;
        }
        long number = linesBefore + in.line();
        try {
            return new GoodLine(number, functions.readLine(in, number));
        } catch (InputException e) {
            return new BadLine(number, e);
        }
    }
}

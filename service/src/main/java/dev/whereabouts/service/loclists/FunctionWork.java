package dev.whereabouts.service.loclists;

import dev.whereabouts.service.loclists.Input.Refusals;
import dev.whereabouts.service.settings.Settings;
import dev.whereabouts.ssa.answer.Answering;
import dev.whereabouts.ssa.json.InputKind;
import dev.whereabouts.ssa.json.LoclistsOptions;
import dev.whereabouts.ssa.problem.InputException;
import dev.whereabouts.ssa.problem.Limits;
import java.io.IOException;
import java.io.OutputStream;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.Map;
import java.util.Optional;

/** Reads inputs and writes outputs. One instance serves one thread, and keeps the memory of its readers and of the analysis. */
public final class FunctionWork {

    private final Settings settings;
    private final Limits limits;
    private final InputOpener inputs;
    private final Answering answering;

    /**
     * What is to come out.
     *
     * @param instance the path that problems name
     * @param columns  of the terminal, for {@link Format#TEXT}
     * @param charset  of {@link Format#TEXT}
     */
    public record Order(Operation operation, Format format, String instance, int columns, Charset charset) {}

    public FunctionWork(Settings settings) {
        this.settings = settings;
        limits = settings.functionLimits();
        inputs = new InputOpener(limits);
        answering = new Answering(limits);
    }

    /**
     * Works on a whole input.
     *
     * @param parameters options by name, as in {@link LoclistsOptions#ofQuery}; where the input has options, these win
     * @throws InputException if the input is refused as a whole
     * @throws IOException    if it cannot be read, or the output not written
     */
    public Tally whole(InputKind kind, InputStream in, Map<String, String> parameters, Order order, OutputStream out)
            throws IOException {
        Tally tally = new Tally();
        whole(kind, in, parameters, order, tally, out);
        return tally;
    }

    /** As the other one, with a tally that may have an observer. */
    public void whole(InputKind kind, InputStream in, Map<String, String> parameters, Order order, Tally tally,
            OutputStream out) throws IOException {
        run(inputs.open(kind, in, parameters), order, tally, out);
    }

    /** Works on lines out of a stream of NDJSON. A bad line is answered in its place. */
    public void lines(LineBatches.Batch batch, LoclistsOptions options, Order order, Tally tally, OutputStream out)
            throws IOException {
        run(inputs.lines(batch.bytes().read(), batch.firstLine(), options), order, tally, out);
    }

    private void run(Input input, Order order, Tally tally, OutputStream out) throws IOException {
        Output output = output(order, input.options(), tally, out);
        long index = 0;
        for (Item item = input.items().next(); item != null; item = input.items().next()) {
            switch (item) {
                case Item.Readable readable -> {
                    try {
                        output.add(readable);
                    } catch (InputException e) {
                        Optional<String> name = Optional.of(readable.function().name());
                        InputException placed = readable.line() == Item.NO_LINE ? e.within("/functions/" + index) : e;
                        refuse(new Tally.Refused(name, readable.line(), placed), input, output, tally);
                    }
                }
                case Item.Unreadable(Optional<String> name, long line, InputException e) ->
                    refuse(new Tally.Refused(name, line, e), input, output, tally);
            }
            index++;
        }
        if (input.refusals() == Refusals.REFUSE_ALL_IF_NONE_IS_LEFT && tally.functions() == 0 && tally.refusals() > 0) {
            throw tally.refused().getFirst().why();
        }
        output.end();
    }

    private static void refuse(Tally.Refused refused, Input input, Output output, Tally tally) throws IOException {
        if (input.refusals() == Refusals.REFUSE_ALL) {
            throw refused.why();
        }
        tally.refused(refused);
        output.refuse(refused);
    }

    private Output output(Order order, LoclistsOptions options, Tally tally, OutputStream out) {
        Answers answers = new Answers(answering, options, tally);
        return switch (order.format()) {
            case JSON -> new JsonOutput(items(order, answers), false, settings, order.instance(), out);
            case NDJSON -> new JsonOutput(items(order, answers), true, settings, order.instance(), out);
            case TEXT -> new TextOutput(answers, order.columns(), order.charset(), out);
            case ELF -> new ElfOutput(answers, limits, out);
        };
    }

    private static JsonItems items(Order order, Answers answers) {
        return switch (order.operation()) {
            case LOCLISTS -> new ListsAsJson(answers);
            case FUNCTIONS -> new FunctionsAsJson(answers.tally());
        };
    }
}

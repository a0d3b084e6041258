package dev.whereabouts.service.loclists;

import dev.whereabouts.service.bytes.ByteBudget;
import dev.whereabouts.service.bytes.ByteStore;
import dev.whereabouts.service.settings.Setting;
import dev.whereabouts.service.settings.Settings;
import dev.whereabouts.service.work.OrderedTasks;
import dev.whereabouts.service.work.Result;
import dev.whereabouts.service.work.Work;
import dev.whereabouts.ssa.json.LoclistsOptions;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A stream of NDJSON, worked on by all workers while its answers come out in order. */
public final class Lines {

    private final Settings settings;
    private final ByteBudget budget;
    private final ThreadLocal<FunctionWork> works;
    private final boolean keepsOutcomes;

    /**
     * The answers to a batch of lines.
     *
     * @param answers  their bytes
     * @param outcomes of their functions, where they are kept
     */
    public record Answered(ByteStore answers, Tally tally, List<Outcome> outcomes) implements Result {

        @Override
        public void close() {
            answers.close();
        }
    }

    /** @param works the work of each worker */
    public Lines(Settings settings, ByteBudget budget, ThreadLocal<FunctionWork> works) {
        this(settings, budget, works, false);
    }

    /**
     * @param works         the work of each worker
     * @param keepsOutcomes whether answers come with what a report says of their functions
     */
    public Lines(Settings settings, ByteBudget budget, ThreadLocal<FunctionWork> works, boolean keepsOutcomes) {
        this.keepsOutcomes = keepsOutcomes;
        this.settings = settings;
        this.budget = budget;
        this.works = works;
    }

    /**
     * Works on a stream to its end.
     *
     * @throws IOException          if the stream cannot be read, or the sink fails
     * @throws InterruptedException if the calling thread is interrupted
     */
    public void run(InputStream in, LoclistsOptions options, FunctionWork.Order order, OrderedTasks<Answered> tasks,
            OrderedTasks.Sink<Answered> sink) throws IOException, InterruptedException {
        LineBatches batches = new LineBatches(in, budget, settings);
        tasks.run(() -> {
            LineBatches.Batch batch = batches.next();
            return batch == null ? null : new BatchWork(batch, options, order);
        }, sink);
    }

    private final class BatchWork implements Work<Answered> {

        private final LineBatches.Batch batch;
        private final LoclistsOptions options;
        private final FunctionWork.Order order;

        BatchWork(LineBatches.Batch batch, LoclistsOptions options, FunctionWork.Order order) {
            this.batch = batch;
            this.options = options;
            this.order = order;
        }

        @Override
        public Answered perform() throws IOException {
            ByteStore answers = new ByteStore(budget, settings, Setting.ANSWER_BYTES);
            try (ByteStore _ = batch.bytes()) {
                List<Outcome> outcomes = new ArrayList<>();
                Tally tally = new Tally(keepsOutcomes ? Optional.of(outcomes::add) : Optional.empty());
                works.get().lines(batch, options, order, tally, answers);
                return new Answered(answers, tally, outcomes);
            } catch (IOException | RuntimeException | Error e) {
                answers.close();
                throw e;
            }
        }

        @Override
        public void discard() {
            batch.bytes().close();
        }
    }
}

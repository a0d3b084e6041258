package dev.whereabouts.service.http;

import dev.whereabouts.service.bytes.ByteStore;
import dev.whereabouts.service.loclists.FunctionWork;
import dev.whereabouts.service.loclists.FunctionWork.Order;
import dev.whereabouts.service.loclists.Tally;
import dev.whereabouts.service.work.Result;
import dev.whereabouts.service.work.Work;
import dev.whereabouts.ssa.json.InputKind;
import java.io.IOException;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A request whose body is read and whose answer is not begun until it is complete.
 *
 * @param work       that of the worker
 * @param body       closed by this
 * @param answer     makes the store for the answer
 */
record WholeWork(Supplier<FunctionWork> work, InputKind kind, ByteStore body, Map<String, String> parameters,
        Order order, Supplier<ByteStore> answer) implements Work<WholeWork.Answered> {

    /** A complete answer. */
    record Answered(ByteStore bytes, Tally tally) implements Result {

        @Override
        public void close() {
            bytes.close();
        }
    }

    @Override
    public Answered perform() throws IOException {
        ByteStore bytes = answer.get();
        try (body) {
            return new Answered(bytes, work.get().whole(kind, body.read(), parameters, order, bytes));
        } catch (IOException | RuntimeException | Error e) {
            bytes.close();
            throw e;
        }
    }

    @Override
    public void discard() {
        body.close();
    }
}

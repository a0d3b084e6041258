package dev.whereabouts.service.http;

import dev.whereabouts.service.bytes.ByteBudget;
import dev.whereabouts.service.bytes.ByteStore;
import dev.whereabouts.service.settings.Setting;
import dev.whereabouts.service.settings.Settings;
import dev.whereabouts.service.work.Result;
import java.io.IOException;
import java.io.OutputStream;

/** The bytes of an answer that a worker has written whole. */
record StoredAnswer(ByteStore bytes) implements Result {

    /** Writes an answer. */
    @FunctionalInterface
    interface Writing {
        void write(OutputStream out) throws IOException, InterruptedException;
    }

    /** Has an answer written; one that is not completed holds nothing. */
    static StoredAnswer written(ByteBudget budget, Settings settings, Writing writing)
            throws IOException, InterruptedException {
        ByteStore bytes = new ByteStore(budget, settings, Setting.ANSWER_BYTES);
        try {
            writing.write(bytes);
            return new StoredAnswer(bytes);
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            bytes.close();
            throw e;
        }
    }

    @Override
    public void close() {
        bytes.close();
    }
}

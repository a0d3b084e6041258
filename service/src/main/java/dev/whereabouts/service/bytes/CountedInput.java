package dev.whereabouts.service.bytes;

import dev.whereabouts.service.problem.Problem;
import dev.whereabouts.service.problem.ProblemException;
import dev.whereabouts.service.settings.Setting;
import dev.whereabouts.service.settings.Settings;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that ends the request where it gets longer than a setting allows. */
public final class CountedInput extends FilterInputStream {

    private final Settings settings;
    private final Setting limit;
    private long left;

    public CountedInput(InputStream in, Settings settings, Setting limit) {
        super(in);
        this.settings = settings;
        this.limit = limit;
        this.left = settings.get(limit);
    }

    @Override
    public int read() throws IOException {
        int b = super.read();
        count(b < 0 ? 0 : 1);
        return b;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        int got = super.read(into, from, length);
        count(Math.max(got, 0));
        return got;
    }

    @Override
    public long skip(long bytes) throws IOException {
        long skipped = super.skip(bytes);
        count(skipped);
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void count(long bytes) {
        left -= bytes;
        if (left < 0) {
            throw new ProblemException(Problem.tooLarge(limit, settings));
        }
    }
}

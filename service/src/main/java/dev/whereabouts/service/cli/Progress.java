package dev.whereabouts.service.cli;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * The line on a terminal that says how far a long input is read. Shows nothing during the first second, and removes itself at the end.
 */
final class Progress implements AutoCloseable {

    private static final long FIRST_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final double MEGABYTE = 1e6;

    private final PrintStream err;
    private final long start = System.nanoTime();
    private long shown = start + FIRST_NANOS - EVERY_NANOS;
    private boolean isVisible;
    private long bytes;

    Progress(PrintStream err) {
        this.err = err;
    }

    /** Counts what is read through the result. */
    InputStream watch(InputStream in) {
        return new FilterInputStream(in) {
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
        };
    }

    private void count(int more) {
        bytes += more;
        long now = System.nanoTime();
        if (now - shown > EVERY_NANOS) {
            shown = now;
            isVisible = true;
            err.printf(Locale.ROOT, "\r%.1f MB read, %d s\u001b[K", bytes / MEGABYTE,
                    TimeUnit.NANOSECONDS.toSeconds(now - start));
            err.flush();
        }
    }

    @Override
    public void close() {
        if (isVisible) {
            err.print("\r\u001b[K");
            err.flush();
        }
    }
}

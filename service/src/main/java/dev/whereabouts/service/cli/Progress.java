package dev.whereabouts.service.cli;

import java.io.InputStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * The line on a terminal that says how far a long input is read. Shows nothing during the first second, nor where nobody watches, and
 * removes itself at the end.
 */
final class Progress implements AutoCloseable {

    private static final long FIRST_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final double MEGABYTE = 1e6;

    private final Terminal terminal;
    private final long start = System.nanoTime();
    private long shown = start + FIRST_NANOS - EVERY_NANOS;
    private boolean isVisible;
    private long bytes;

    Progress(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Counts what is read through the result. */
    InputStream watch(InputStream in) {
        return InputFile.heard(in, (_, _, count) -> count(count));
    }

    private void count(int more) {
        bytes += more;
        long now = System.nanoTime();
        if (terminal.isWatched() && now - shown > EVERY_NANOS) {
            shown = now;
            isVisible = true;
            terminal.err().printf(Locale.ROOT, "\r%.1f MB read, %d s\u001b[K", bytes / MEGABYTE,
                    TimeUnit.NANOSECONDS.toSeconds(now - start));
            terminal.err().flush();
        }
    }

    @Override
    public void close() {
        if (isVisible) {
            terminal.err().print("\r\u001b[K");
            terminal.err().flush();
        }
    }
}

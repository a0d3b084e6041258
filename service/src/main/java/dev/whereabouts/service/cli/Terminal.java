package dev.whereabouts.service.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The streams of a process.
 *
 * @param in        standard input
 * @param out       standard output, unbuffered
 * @param err       standard error
 * @param isWatched whether standard error is a terminal, so that a progress line helps someone
 */
public record Terminal(InputStream in, OutputStream out, PrintStream err, boolean isWatched) {

    /** Where Linux shows what the descriptor of standard error leads to. */
    private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

    /** Those of this process. */
    public static Terminal ofProcess() {
        return new Terminal(new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
                isStandardErrorATerminal());
    }

    private static boolean isStandardErrorATerminal() {
        try {
            String target = Files.readSymbolicLink(STANDARD_ERROR).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException | UnsupportedOperationException e) {
            return System.console() != null;
        }
    }
}

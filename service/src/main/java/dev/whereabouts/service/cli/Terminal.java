package dev.whereabouts.service.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/**
 * What a process has around it.
 *
 * @param in          standard input
 * @param out         standard output, unbuffered
 * @param err         standard error
 * @param charset     of text on standard output
 * @param isWatched   whether standard error is a terminal, so that a progress line helps someone
 * @param environment gives a variable's value, or null where it is not set
 */
public record Terminal(InputStream in, OutputStream out, PrintStream err, Charset charset, boolean isWatched,
        UnaryOperator<String> environment) {

    /** Where Linux shows what the descriptor of standard error leads to. */
    private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

    private static final int USUAL_COLUMNS = 100;

    /** That of this process. */
    public static Terminal ofProcess() {
        return new Terminal(new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, Charset.defaultCharset()),
                Charset.forName(System.getProperty("stdout.encoding"), StandardCharsets.UTF_8),
                isStandardErrorATerminal(), System::getenv);
    }

    /** Characters of a line, as the shell says. */
    int columns() {
        String columns = environment.apply("COLUMNS");
        return columns != null && columns.matches("\\d{1,4}") ? Integer.parseInt(columns) : USUAL_COLUMNS;
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

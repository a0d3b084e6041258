package dev.whereabouts.service.cli;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that a command reads, by the name that it was given. */
final class InputFile {

    /** The name of standard input. */
    static final String STANDARD_INPUT = "-";

    private InputFile() {}

    /** Is told what was read: {@code count} bytes, none at the end of the input. */
    @FunctionalInterface
    interface Listener {
        void read(byte[] bytes, int from, int count);
    }

    /** @throws FileSystemException if it cannot be opened, or is a directory, which some systems say only on reading */
    static InputStream open(String name) throws IOException {
        Path file = Path.of(name);
        if (Files.isDirectory(file)) {
            throw new FileSystemException(name, null, "is a directory");
        }
        return Files.newInputStream(file);
    }

    /** The same stream, with somebody who is told of all that is read. */
    static InputStream heard(InputStream in, Listener listener) {
        return new FilterInputStream(in) {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                int got = super.read(into, from, length);
                listener.read(into, from, Math.max(got, 0));
                return got;
            }
        };
    }
}

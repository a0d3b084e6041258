package dev.whereabouts.amd64.linux;

import dev.whereabouts.amd64.image.Image;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What is run, and all that it is given.
 *
 * @param arguments   argv, the program's own name first
 * @param environment envp in its order, each {@code NAME=value}
 * @param input       opens standard input at its beginning; it is read when the program reads it
 * @param files       absolute path to contents
 * @param random      the 16 bytes of AT_RANDOM, from which all of the guest's randomness follows
 * @param processors  how many the program is told that there are. One is usual: threads run in turn, so that a program that believes in more
 *                    spins for locks in vain
 */
public record Program(Image image, List<String> arguments, List<String> environment, Supplier<InputStream> input,
        Map<String, byte[]> files, byte[] random, int processors) {

    /** Bytes of AT_RANDOM. */
    public static final int RANDOM_BYTES = 16;

    private static final int MAX_PROCESSORS = 1024;
    private static final byte[] USUAL_RANDOM = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    /** @throws ProgramException if the random bytes are not 16, or a count is out of range */
    public Program {
        arguments = List.copyOf(arguments);
        environment = List.copyOf(environment);
        if (random.length != RANDOM_BYTES) {
            throw new ProgramException(
                    "AT_RANDOM has " + RANDOM_BYTES + " bytes, and " + random.length + " were given");
        }
        if (processors < 1 || processors > MAX_PROCESSORS) {
            throw new ProgramException("a program runs on 1 to " + MAX_PROCESSORS + " processors, not " + processors);
        }
    }

    /** A program with arguments and nothing else: an empty environment, no input, no files, one processor. */
    public static Program of(Image image, List<String> arguments) {
        return new Program(image, arguments, List.of(), InputStream::nullInputStream, Map.of(), USUAL_RANDOM, 1);
    }

    public Program withEnvironment(List<String> to) {
        return new Program(image, arguments, to, input, files, random, processors);
    }

    public Program withInput(byte[] to) {
        return withInput(() -> new ByteArrayInputStream(to));
    }

    public Program withInput(Supplier<InputStream> to) {
        return new Program(image, arguments, environment, to, files, random, processors);
    }

    public Program withFiles(Map<String, byte[]> to) {
        return new Program(image, arguments, environment, input, to, random, processors);
    }

    public Program withRandom(byte[] to) {
        return new Program(image, arguments, environment, input, files, to, processors);
    }
}

package dev.whereabouts.service.http.body;

import dev.whereabouts.service.bytes.ByteBudget;
import dev.whereabouts.service.bytes.ByteStore;
import dev.whereabouts.service.bytes.CountedInput;
import dev.whereabouts.service.work.Deadline;
import dev.whereabouts.service.problem.Problem;
import dev.whereabouts.service.problem.ProblemException;
import dev.whereabouts.service.problem.ProblemType;
import dev.whereabouts.service.settings.Setting;
import dev.whereabouts.service.settings.Settings;
import dev.whereabouts.ssa.problem.InputException;
import dev.whereabouts.ssa.problem.Place;
import jakarta.servlet.http.HttpServletRequest;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.catalina.connector.ClientAbortException;
import org.springframework.stereotype.Component;

/** Reads the body of a request, plain or gzip, within the limits. */
@Component
public final class RequestBody {

    private static final int CHUNK = 16 << 10;

    private final Settings settings;
    private final ByteBudget budget;

    RequestBody(Settings settings, ByteBudget budget) {
        this.settings = settings;
        this.budget = budget;
    }

    /**
     * Reads a whole body.
     *
     * @return the decompressed bytes; the caller closes it
     * @throws ProblemException if a limit, the budget or the deadline ends it, or the client stops in the middle
     * @throws InputException   if it is no gzip though it says so
     */
    public ByteStore whole(HttpServletRequest request, Deadline deadline) {
        ByteStore store = new ByteStore(budget, settings, Setting.DECOMPRESSED_BYTES);
        try (InputStream in = open(request, Setting.BODY_BYTES)) {
            byte[] chunk = new byte[CHUNK];
            for (int got = in.read(chunk); got >= 0; got = in.read(chunk)) {
                deadline.check();
                store.write(chunk, 0, got);
            }
            return store;
        } catch (IOException e) {
            store.close();
            throw refusal(e);
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    /**
     * A stream of NDJSON as it arrives, decompressed and counted. What {@link #whole} throws, reading from it throws, and nothing else.
     */
    public InputStream stream(HttpServletRequest request, Deadline deadline) {
        try {
            return new Refusing(new CountedInput(open(request, Setting.STREAM_BYTES), settings, Setting.STREAM_BYTES),
                    deadline);
        } catch (IOException e) {
            throw refusal(e);
        }
    }

    private static RuntimeException refusal(IOException failure) {
        return switch (failure) {
            case ZipException _ -> InputException.malformed(new Place.Pointer(""),
                    "the body is not gzip, though Content-Encoding says so");
            case EOFException _ -> InputException.malformed(new Place.Pointer(""),
                    "the body ends in the middle of its gzip data");
            case ClientAbortException e when e.getCause() instanceof SocketTimeoutException -> new ProblemException(
                    Problem.of(ProblemType.REQUEST_TIMEOUT, ProblemType.REQUEST_TIMEOUT.meaning()));
            default -> new ProblemException(Problem.of(ProblemType.BAD_REQUEST,
                    "the body ended before its length, or its chunks are not valid"));
        };
    }

    private InputStream open(HttpServletRequest request, Setting limit) throws IOException {
        if (request.getContentLengthLong() > settings.get(limit)) {
            throw new ProblemException(Problem.tooLarge(limit, settings));
        }
        InputStream raw = new CountedInput(new Connection(request.getInputStream()), settings, limit);
        String encoding = request.getHeader("Content-Encoding");
        return switch (encoding == null ? "identity" : encoding.strip().toLowerCase(Locale.ROOT)) {
            case "identity" -> raw;
            case "gzip", "x-gzip" -> new GZIPInputStream(raw, CHUNK);
            default -> throw new ProblemException(Problem.of(ProblemType.UNSUPPORTED_MEDIA_TYPE,
                    "the body's Content-Encoding may be gzip, or left out", Map.of("Accept-Encoding", "gzip")));
        };
    }

    /** Keeps failures of the connection apart from those of the gzip data, which may have the same type. */
    private static final class Connection extends FilterInputStream {

        Connection(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            try {
                return super.read(into, from, length);
            } catch (EOFException e) {
                throw new IOException(e);
            }
        }
    }

    /** Says at once what a failure to read means to the request. */
    private static final class Refusing extends FilterInputStream {

        private final Deadline deadline;

        Refusing(InputStream in, Deadline deadline) {
            super(in);
            this.deadline = deadline;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int length) {
            deadline.check();
            try {
                return super.read(into, from, length);
            } catch (IOException e) {
                throw refusal(e);
            }
        }
    }
}

package dev.whereabouts.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The service, as a user runs it, beside Jackson alone: one client streams NDJSON to {@code POST /v1/loclists} on loopback and takes the
 * answers, and in turn with it one thread takes the tokens of the same bytes. The megabytes per second are those of the request.
 *
 * <p>The processor time of the service is told too: on a machine that others use, it is the steadier number.
 */
public final class HttpThroughput {

    private static final int ROUNDS = 15;
    private static final int REPEATS = 8;
    private static final double NANOS_PER_MICRO = 1e3;

    private final byte[] lines;

    /** What one round showed: the request or the document in bytes per microsecond, and the nanoseconds of processor per byte. */
    private record Speed(double megabytesPerSecond, double processorNanosPerByte) {

        static Speed of(long bytes, long nanos, long processorNanos) {
            return new Speed(bytes * NANOS_PER_MICRO / nanos, (double) processorNanos / bytes);
        }
    }

    private HttpThroughput(byte[] lines) {
        this.lines = lines;
    }

    /** @param arguments the path of the service's jar */
    public static void main(String[] arguments) throws Exception {
        ByteArrayOutputStream repeated = new ByteArrayOutputStream();
        for (int i = 0; i < REPEATS; i++) {
            repeated.write(Corpus.lines());
        }
        new HttpThroughput(repeated.toByteArray()).run(Path.of(arguments[0]));
    }

    private void run(Path jar) throws Exception {
        try (ServiceProcess service = ServiceProcess.start(jar, List.of(), Map.of(), Redirect.DISCARD)) {
            Speed[] jackson = new Speed[ROUNDS];
            Speed[] http = new Speed[ROUNDS];
            for (int round = 0; round < ROUNDS; round++) {
                jackson[round] = tokens();
                http[round] = request(service);
                System.out.printf("round %d  %s  %s%n", round, describe("Jackson alone", jackson[round]),
                        describe("over HTTP", http[round]));
            }
            report(jackson, http);
        }
    }

    private static void report(Speed[] jackson, Speed[] http) {
        // the first half warms both up
        Speed[] warmJackson = sorted(jackson);
        Speed[] warmHttp = sorted(http);
        int last = warmHttp.length - 1;
        System.out.println(describe("best:    Jackson alone", warmJackson[last]) + "  "
                + describe("over HTTP", warmHttp[last]) + ratio(warmHttp[last], warmJackson[last]));
        System.out.println(describe("median:  Jackson alone", warmJackson[last / 2]) + "  "
                + describe("over HTTP", warmHttp[last / 2]) + ratio(warmHttp[last / 2], warmJackson[last / 2]));
    }

    private static Speed[] sorted(Speed[] rounds) {
        Speed[] warm = Arrays.copyOfRange(rounds, ROUNDS / 2, ROUNDS);
        Arrays.sort(warm, (a, b) -> Double.compare(a.megabytesPerSecond(), b.megabytesPerSecond()));
        return warm;
    }

    private static String describe(String what, Speed speed) {
        return "%s %.0f MB/s (%.1f ns of processor a byte)".formatted(what, speed.megabytesPerSecond(),
                speed.processorNanosPerByte());
    }

    private static String ratio(Speed http, Speed jackson) {
        return "  ratio %.2f".formatted(http.megabytesPerSecond() / jackson.megabytesPerSecond());
    }

    private Speed tokens() {
        long processor = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        long begin = System.nanoTime();
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), lines)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                // the tokens are all that is wanted
            }
        }
        return Speed.of(lines.length, System.nanoTime() - begin,
                ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - processor);
    }

    /** A client that costs next to nothing: bytes into a socket, and bytes out of it. */
    private Speed request(ServiceProcess service) throws Exception {
        long processor = service.processorNanos();
        long begin = System.nanoTime();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
            CompletableFuture<byte[]> sent = new CompletableFuture<>();
            Thread.ofPlatform().daemon().start(() -> {
                try {
                    OutputStream out = socket.getOutputStream();
                    out.write(("POST /v1/loclists HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                            + "Content-Type: application/x-ndjson\r\nContent-Length: " + lines.length + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
                    out.write(lines);
                    sent.complete(null);
                } catch (IOException e) {
                    sent.completeExceptionally(e);
                }
            });
            takeAnswer(socket.getInputStream());
            sent.get();
        }
        return Speed.of(lines.length, System.nanoTime() - begin, service.processorNanos() - processor);
    }

    private static void takeAnswer(InputStream in) throws IOException {
        byte[] buffer = new byte[1 << 16];
        int got = in.readNBytes(buffer, 0, "HTTP/1.1 200".length());
        String status = new String(buffer, 0, got, StandardCharsets.US_ASCII);
        if (!status.equals("HTTP/1.1 200")) {
            throw new IllegalStateException("the service answered " + status);
        }
        String end = "";
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            end += new String(buffer, Math.max(0, count - 5), Math.min(5, count), StandardCharsets.US_ASCII);
            end = end.substring(Math.max(0, end.length() - 5));
        }
        if (!end.equals("0\r\n\r\n")) {
            throw new IllegalStateException("the answer breaks off");
        }
    }
}

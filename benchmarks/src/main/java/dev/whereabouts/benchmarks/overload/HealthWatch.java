package dev.whereabouts.benchmarks.overload;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Asks for health, as a probe does, twenty times a second: from a process of its own, so that it tells of the service, and not of the collections
 * of whoever sends the load.
 */
final class HealthWatch {

    private static final int PAUSE_MILLIS = 50;
    private static final int OK = 200;
    private static final int PATIENCE_MILLIS = 10_000;

    /** That load the prober's own classes, and are not told. */
    private static final int FIRST_PROBES = 20;
    private static final String READY = "ready";

    private final Process prober;
    private final BufferedReader answers;

    private HealthWatch(Process prober) throws IOException {
        this.prober = prober;
        answers = prober.inputReader();
        if (!READY.equals(answers.readLine())) {
            throw new IllegalStateException("health is not told even without load");
        }
    }

    /** Begins, once the prober itself is warm. */
    static HealthWatch start(int managementPort) throws IOException {
        return new HealthWatch(new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"),
                HealthWatch.class.getName(),
                "" + managementPort).redirectError(Redirect.INHERIT).start());
    }

    /**
     * Ends, and tells how long each probe took, in nanoseconds.
     *
     * @throws IllegalStateException if one of them was not answered with 200
     */
    List<Long> end() throws IOException, InterruptedException {
        prober.getOutputStream().close();
        try (answers) {
            List<Long> nanos = answers.lines().map(Long::valueOf).toList();
            if (prober.waitFor() != 0) {
                throw new IllegalStateException("health was not told");
            }
            return nanos;
        }
    }

    /** The prober: asks until its standard input ends, then writes the time of each probe in a line. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<URI> probes = Stream.of("liveness", "readiness")
                .map(kind -> URI.create("http://127.0.0.1:" + arguments[0] + "/actuator/health/" + kind)).toList();
        for (int i = 0; i < FIRST_PROBES; i++) {
            ask(probes.get(i % probes.size()));
        }
        System.out.println(READY);
        Thread end = Thread.ofPlatform().daemon().start(HealthWatch::awaitEnd);
        List<Long> nanos = new ArrayList<>();
        while (end.isAlive()) {
            long begin = System.nanoTime();
            int status = ask(probes.get(nanos.size() % probes.size()));
            nanos.add(System.nanoTime() - begin);
            if (status != OK) {
                throw new IllegalStateException("health answers " + status);
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        nanos.forEach(System.out::println);
    }

    private static void awaitEnd() {
        try {
            System.in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int ask(URI probe) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) probe.toURL().openConnection();
        connection.setReadTimeout(PATIENCE_MILLIS);
        int status = connection.getResponseCode();
        try (InputStream body = status == OK ? connection.getInputStream() : connection.getErrorStream()) {
            body.readAllBytes();
        }
        return status;
    }
}

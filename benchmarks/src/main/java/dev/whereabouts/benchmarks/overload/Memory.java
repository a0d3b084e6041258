package dev.whereabouts.benchmarks.overload;

import dev.whereabouts.benchmarks.ServiceProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What the service holds, in MiB.
 *
 * @param heap     used after a full collection
 * @param resident of the process
 */
record Memory(double heap, double resident) {

    private static final double MIB = 1 << 20;
    private static final double KIB_IN_MIB = 1 << 10;
    /** G1 gives memory back to the system little by little after a collection. */
    private static final int GIVING_BACK_SECONDS = 5;

    /** Collects and looks. */
    static Memory of(ServiceProcess service) throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process collection = new ProcessBuilder(jcmd.toString(), "" + service.pid(), "GC.run")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).inheritIO().start();
        if (!collection.waitFor(1, TimeUnit.MINUTES) || collection.exitValue() != 0) {
            throw new IllegalStateException("jcmd did not collect");
        }
        TimeUnit.SECONDS.sleep(GIVING_BACK_SECONDS);
        double heap = sum(service, List.of("jvm_memory_used_bytes{area=\"heap\""));
        return new Memory(heap / MIB, residentKib(service) / KIB_IN_MIB);
    }

    /** The sum of the gauges of Prometheus whose lines begin so. */
    static double sum(ServiceProcess service, List<String> prefixes) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            String metrics = client.send(HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:" + service.managementPort() + "/actuator/prometheus")).build(),
                    BodyHandlers.ofString()).body();
            return metrics.lines().filter(line -> prefixes.stream().anyMatch(line::startsWith))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))).sum();
        }
    }

    private static double residentKib(ServiceProcess service) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + service.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", ""))).sum();
    }
}

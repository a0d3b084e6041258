package dev.whereabouts.benchmarks.overload;

import dev.whereabouts.benchmarks.Corpus;
import dev.whereabouts.benchmarks.ServiceProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Finds the service's capacity, sends twice as much for a minute, and says whether what an operator needs held: no 5xx but 503, accepted
 * requests answered within the deadline and all with what they asked for, health told within a tenth of a second, and memory as before.
 */
public final class Overload {

    private static final int DEADLINE_SECONDS = 10;
    private static final int STREAM_DEADLINE_SECONDS = 20;
    /** What an answer may take on its way beyond the deadline, on a machine that has no processor to spare. */
    private static final int WAY_SECONDS = 2;
    private static final int WARM_SECONDS = 20;
    private static final int CAPACITY_SECONDS = 15;
    private static final int LOAD_SECONDS = 60;
    private static final int OVER_CAPACITY = 2;
    private static final int HEALTH_MILLIS = 100;
    /** Of a hundred requests. */
    private static final int LIGHT_HOSTILE = 20;
    private static final Duration BETWEEN_HEAVY = Duration.ofSeconds(1);
    private static final int DRIPPING = 50;
    /** For which the service keeps a connection that nobody uses. */
    private static final int IDLE_SECONDS = 25;
    /** As the chart's container has by default. */
    private static final String HEAP = "-Xmx1331m";
    private static final double MORE_HEAP_MIB = 8;

    private final ServiceProcess service;
    private final Samples samples;
    private final Sender sender;
    private final SplittableRandom random = new SplittableRandom(1);

    private Overload(ServiceProcess service, Samples samples, Sender sender) {
        this.service = service;
        this.samples = samples;
        this.sender = sender;
    }

    /**
     * @param arguments the path of the service's jar, the folder of the examples, where the service's log goes, and options of its virtual machine
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path log = Path.of(arguments[2]);
        Samples samples = Samples.of(Path.of(arguments[1]), Corpus.shared(""), Corpus.lines());
        Map<String, String> settings = Map.of("WHEREABOUTS_TOKEN", Sender.TOKEN, "WHEREABOUTS_REQUEST_SECONDS",
                "" + DEADLINE_SECONDS, "WHEREABOUTS_STREAM_SECONDS", "" + STREAM_DEADLINE_SECONDS);
        List<String> options = Stream.concat(Stream.of(arguments).skip(3), Stream.of(HEAP)).toList();
        boolean held;
        try (ServiceProcess service = ServiceProcess.start(Path.of(arguments[0]), options, settings,
                ProcessBuilder.Redirect.to(log.toFile()));
                Sender sender = new Sender(service.port(),
                        Duration.ofSeconds(STREAM_DEADLINE_SECONDS + 2 * WAY_SECONDS))) {
            held = new Overload(service, samples, sender).run();
        }
        held &= said("no error in the service's log", errors(log) == 0, errors(log) + " lines");
        System.exit(held ? 0 : 1);
    }

    private boolean run() throws IOException, InterruptedException {
        for (Sample sample : samples.valid()) {
            sender.learn(sample);
        }
        everyAnswerInTurn(WARM_SECONDS);
        everyHostileOnce();
        Memory before = Memory.of(service);
        double capacity = everyAnswerInTurn(CAPACITY_SECONDS) / (double) CAPACITY_SECONDS;
        System.out.printf("capacity %.0f valid requests a second; now %.0f for %d s, one in %d hostile%n", capacity,
                capacity * OVER_CAPACITY, LOAD_SECONDS, 100 / LIGHT_HOSTILE);

        Tally tally = new Tally();
        HealthWatch health = HealthWatch.start(service.managementPort());
        load(capacity * OVER_CAPACITY, tally);
        List<Long> probes = health.end();
        System.out.print(tally.report());
        sender.close();

        boolean held = said("no 5xx but 503, nothing lost, every answer as before the load", tally.faultCount() == 0,
                tally.faultCount() + " faults");
        held &= isWithin("accepted ones answered", DEADLINE_SECONDS, tally.slowestAcceptedNanos());
        held &= isWithin("accepted streams answered", STREAM_DEADLINE_SECONDS, tally.slowestStreamNanos());
        long slowest = probes.stream().mapToLong(Long::longValue).max().orElseThrow();
        held &= said("health within " + HEALTH_MILLIS + " ms", slowest < TimeUnit.MILLISECONDS.toNanos(HEALTH_MILLIS),
                Tally.quantiles(probes));
        held &= isIdle();
        TimeUnit.SECONDS.sleep(IDLE_SECONDS);
        Memory after = Memory.of(service);
        return held & said("memory back to its base", after.heap() < before.heap() + MORE_HEAP_MIB,
                "heap after collection %.1f MiB, before %.1f; resident %.0f, before %.0f".formatted(after.heap(),
                        before.heap(), after.resident(), before.resident()));
    }

    /** So that what the service keeps of having seen them, such as classes, belongs to the base. */
    private void everyHostileOnce() throws InterruptedException {
        Tally tally = new Tally();
        for (Sample sample : Stream.concat(samples.light().stream(), samples.heavy().stream()).toList()) {
            sender.send(sample, tally);
        }
        if (tally.faultCount() > 0) {
            throw new IllegalStateException("even one at a time:\n" + tally.report());
        }
    }

    /** As many clients as processors, twice over, each waiting for its answer before it asks again; how many answers they got. */
    private int everyAnswerInTurn(int seconds) throws InterruptedException {
        Tally tally = new Tally();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
            SplittableRandom own = random.split();
            clients.add(Thread.startVirtualThread(() -> {
                try {
                    while (System.nanoTime() < end) {
                        sender.send(samples.valid().get(own.nextInt(samples.valid().size())), tally);
                    }
                } catch (InterruptedException _) {
                    // nobody does
                }
            }));
        }
        for (Thread client : clients) {
            client.join();
        }
        if (tally.faultCount() > 0) {
            throw new IllegalStateException("even without load:\n" + tally.report());
        }
        return tally.accepted();
    }

    /** Sends at a steady rate, whether answers come or not, and waits for the last ones. */
    private void load(double perSecond, Tally tally) throws InterruptedException {
        RawConnections raw = new RawConnections(service.port());
        ExecutorService slow = Executors.newVirtualThreadPerTaskExecutor();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < DRIPPING; i++) {
                slow.execute(raw::drip);
            }
            long begin = System.nanoTime();
            long count = Math.round(perSecond * LOAD_SECONDS);
            long heavy = 0;
            double seconds = 0;
            for (long i = 0; i < count; i++) {
                TimeUnit.NANOSECONDS.sleep(begin + (long) (i / perSecond * 1e9) - System.nanoTime());
                send(clients, next(), tally);
                seconds = (System.nanoTime() - begin) / 1e9;
                if (System.nanoTime() - begin > heavy * BETWEEN_HEAVY.toNanos()) {
                    Sample sample = samples.heavy().get((int) (heavy++ % samples.heavy().size()));
                    send(clients, sample, tally);
                    clients.execute(() -> raw.leave(samples.heavy().getFirst()));
                    clients.execute(raw::babble);
                }
            }
            System.out.printf("sent %d requests in %.1f s%n", count, seconds);
        }
        slow.shutdownNow();
    }

    private Sample next() {
        List<Sample> kind = random.nextInt(100) < LIGHT_HOSTILE ? samples.light() : samples.valid();
        return kind.get(random.nextInt(kind.size()));
    }

    private void send(ExecutorService clients, Sample sample, Tally tally) {
        clients.execute(() -> {
            try {
                sender.send(sample, tally);
            } catch (InterruptedException e) {
                tally.fault(sample.name() + " was interrupted");
            }
        });
    }

    /** Whether the service knows of no work any more, which it may take as long as a request may last, and of no connection. */
    private boolean isIdle() throws IOException, InterruptedException {
        double left = 1;
        for (int second = 0; second < DEADLINE_SECONDS && left > 0; second++) {
            TimeUnit.SECONDS.sleep(1);
            left = Memory.sum(service, List.of("whereabouts_workers_busy", "whereabouts_tasks_waiting",
                    "whereabouts_requests_admitted ", "whereabouts_streams_open ", "whereabouts_buffers_used_bytes"));
        }
        return said("nothing left of the load", left == 0, "sum of its gauges " + left);
    }

    private static long errors(Path log) throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.contains("\"level\":\"ERROR\"") || line.startsWith("Exception")).count();
        }
    }

    private static boolean isWithin(String claim, int seconds, long slowestNanos) {
        return said(claim + " within the deadline of " + seconds + " s",
                slowestNanos < TimeUnit.SECONDS.toNanos(seconds + WAY_SECONDS),
                "slowest %.1f s".formatted(slowestNanos / 1e9));
    }

    private static boolean said(String claim, boolean holds, String figure) {
        System.out.printf("%s: %s (%s)%n", holds ? "HELD" : "NOT HELD", claim, figure);
        return holds;
    }
}

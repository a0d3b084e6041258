package dev.whereabouts.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The service, started from its jar as a process of its own, on free ports of loopback. */
public final class ServiceProcess implements AutoCloseable {

    private static final int POLL_MILLIS = 100;

    private final Process process;
    private final int port;
    private final int managementPort;

    private ServiceProcess(Process process, int port, int managementPort) {
        this.process = process;
        this.port = port;
        this.managementPort = managementPort;
    }

    /**
     * Starts it, and waits until it listens.
     *
     * @param options     of the virtual machine
     * @param environment the service's settings
     * @param log         where its standard output goes
     */
    public static ServiceProcess start(Path jar, List<String> options, Map<String, String> environment,
            ProcessBuilder.Redirect log) throws IOException, InterruptedException {
        int port = freePort();
        int managementPort = freePort();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-jar", jar.toString()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        builder.environment().putAll(
                Map.of("WHEREABOUTS_PORT", "" + port, "WHEREABOUTS_MANAGEMENT_PORT", "" + managementPort));
        Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).redirectOutput(log).start();
        ServiceProcess service = new ServiceProcess(process, port, managementPort);
        try {
            service.awaitListening(port);
            service.awaitListening(managementPort);
        } catch (IllegalStateException | InterruptedException e) {
            service.close();
            throw e;
        }
        return service;
    }

    /** Where it answers requests. */
    public int port() {
        return port;
    }

    /** Where it tells of its health. */
    public int managementPort() {
        return managementPort;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Processor time that it has used so far. */
    public long processorNanos() {
        return process.info().totalCpuDuration().orElseThrow().toNanos();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitListening(int listening) throws InterruptedException {
        while (process.isAlive()) {
            try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), listening)) {
                return;
            } catch (IOException notYet) {
                Thread.sleep(POLL_MILLIS);
            }
        }
        throw new IllegalStateException("the service did not start");
    }
}

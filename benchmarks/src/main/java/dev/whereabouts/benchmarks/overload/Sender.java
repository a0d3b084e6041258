package dev.whereabouts.benchmarks.overload;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Sends requests, and holds each answer against what it must be. Safe for any number of threads. */
final class Sender implements AutoCloseable {

    static final String TOKEN = "only-for-this-run";

    private static final int OK = 200;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;
    private static final int CLIENT_ERROR = 400;
    private static final int SERVER_ERROR = 500;

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String service;
    private final Duration patience;
    private final Map<Sample, byte[]> known = new ConcurrentHashMap<>();

    /** @param patience how long an answer is waited for, beyond which it is lost */
    Sender(int port, Duration patience) {
        service = "http://127.0.0.1:" + port;
        this.patience = patience;
    }

    /** Asks a valid request once, and keeps the answer as the one that it must always have. */
    void learn(Sample sample) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = client.send(request(sample), BodyHandlers.ofByteArray());
        if (answer.statusCode() != OK) {
            throw new IllegalStateException(sample.name() + " is answered " + answer.statusCode());
        }
        known.put(sample, answer.body());
    }

    /** Sends one request and takes its answer. */
    void send(Sample sample, Tally tally) throws InterruptedException {
        tally.sent();
        long begin = System.nanoTime();
        HttpResponse<byte[]> answer;
        try {
            answer = client.send(request(sample), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            if (sample.isValid()) {
                tally.fault(sample.name() + " got no answer: " + e);
            }
            // whoever sends more than is taken may find the connection closed before the answer is read
            return;
        }
        String fault = fault(sample, answer);
        if (fault.isEmpty()) {
            tally.answered(sample, answer.statusCode(), System.nanoTime() - begin);
        } else {
            tally.fault(sample.name() + ": " + answer.statusCode() + " " + fault);
        }
    }

    private String fault(Sample sample, HttpResponse<byte[]> answer) {
        int status = answer.statusCode();
        if (status == OK && sample.isValid()) {
            return Arrays.equals(answer.body(), known.get(sample)) ? "" : "differs from the answer before the load";
        }
        boolean isShed = status == TOO_MANY_REQUESTS || status == UNAVAILABLE;
        if (isShed && answer.headers().firstValue("Retry-After").isEmpty()) {
            return "has no Retry-After";
        }
        if (!isShed && !sample.statuses().contains(status)) {
            return status >= SERVER_ERROR ? "is a fault of the service" : "is not what must come of it";
        }
        String type = answer.headers().firstValue("Content-Type").orElse("none");
        return status >= CLIENT_ERROR && !type.equals("application/problem+json") ? "is no problem but " + type : "";
    }

    private HttpRequest request(Sample sample) {
        BodyPublisher body = sample.isSized()
                ? BodyPublishers.ofByteArray(sample.body())
                : BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(sample.body()));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(service + sample.path())).timeout(patience)
                .header("Content-Type", sample.type()).method(sample.method(), body);
        if (!sample.encoding().isEmpty()) {
            request.header("Content-Encoding", sample.encoding());
        }
        if (sample.token()) {
            request.header("Authorization", "Bearer " + TOKEN);
        }
        return request.build();
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}

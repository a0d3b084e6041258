package dev.whereabouts.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A service that is told of a collector sends it a span for each request, in the trace that the client began. */
@SpringBootTest(classes = HttpService.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "management.server.port=0")
@ActiveProfiles("traces")
class TracesTest {

    private static final BlockingQueue<byte[]> RECEIVED = new LinkedBlockingQueue<>();
    private static HttpServer collector;

    private final Client client;

    TracesTest(@LocalServerPort int port) {
        client = new Client(port);
    }

    @DynamicPropertySource
    static void collector(DynamicPropertyRegistry properties) throws IOException {
        collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/v1/traces", exchange -> {
            RECEIVED.add(exchange.getRequestBody().readAllBytes());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
        properties.add("WHEREABOUTS_TRACES_ENDPOINT",
                () -> "http://localhost:" + collector.getAddress().getPort() + "/v1/traces");
    }

    @AfterAll
    static void end() {
        collector.stop(0);
    }

    @Test
    void aRequestIsASpanOfTheClientsTrace() throws InterruptedException {
        // a trace id of W3C Trace Context, whose sixteen bytes are readable, too
        String trace = "whereabouts-test";
        client.get("/v1/limits", "traceparent", "00-" + hex(trace) + "-" + hex("the-span") + "-01");
        byte[] sent = RECEIVED.poll(30, TimeUnit.SECONDS);
        assertThat(sent).isNotNull();
        assertThat(new String(sent, StandardCharsets.ISO_8859_1)).contains("whereabouts", "/v1/limits", trace,
                "the-span");
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
    }
}

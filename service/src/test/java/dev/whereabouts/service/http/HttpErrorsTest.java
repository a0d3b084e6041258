package dev.whereabouts.service.http;

import static dev.whereabouts.service.http.Client.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.whereabouts.service.problem.ProblemType;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Errors that no endpoint raises: routing, negotiation, and what the container refuses by itself. */
@ServiceTest
class HttpErrorsTest {

    private final Client client;

    HttpErrorsTest(@LocalServerPort int port) {
        client = new Client(port);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/nope", "/v1", "/v1/limits/x", "/error", "/problems/nope", "/v1/limits;x=1/..",
            "/actuator/health", "/WEB-INF/web.xml"})
    void whatIsNotThereIsAProblem(String path) {
        problem(client.get(path), 404, "not-found");
    }

    @Test
    void theMethodsThatAResourceKnowsAreNamed() {
        HttpResponse<String> answer = client.send("DELETE", "/v1/limits", BodyPublishers.noBody());
        problem(answer, 405, "method-not-allowed");
        assertThat(answer.headers().firstValue("Allow")).contains("GET");
        problem(client.send("TRACE", "/v1/limits", BodyPublishers.noBody()), 405, "method-not-allowed");
        problem(client.send("NONSENSE", "/v1/limits", BodyPublishers.noBody()), 405, "method-not-allowed");
    }

    @Test
    void anAnswerThatTheClientRefusesIsAProblem() {
        assertThat(problem(client.get("/v1/limits", "Accept", "text/csv"), 406, "not-acceptable").path("detail")
                .asString()).contains("application/json");
        problem(client.get("/v1/limits", "Accept", "nonsense"), 406, "not-acceptable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/loclists", "/v1/functions", "/v1/emulate", "/v1/debugcall/simulate",
            "/v1/debugcall/safepoints"})
    void anAnswerToABodyThatTheClientRefusesIsAProblem(String path) {
        for (String accept : List.of("image/png", "nonsense", "application/json;q=0")) {
            problem(client.post(path, "application/json", "{}", "Accept", accept), 406, "not-acceptable");
        }
    }

    /** No spelling of a path leads elsewhere than to its resource, or to files of the program. */
    @ParameterizedTest
    @ValueSource(strings = {"/%2e%2e/", "/../../etc/passwd", "/v1%2flimits", "/v1/limits%00", "/v1%5climits",
            "/%c0%ae%c0%ae/", "/%u002e", "/v1/limits#x", "*", "v1/limits", "/problems/x%2fy",
            "/swagger-ui/..%2f..%2fapplication.yaml", "/swagger-ui/%2e%2e/%2e%2e/application.yaml"})
    void aPathThatNoClientNeedsIsRefused(String path) throws IOException {
        containerProblem("GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", 400, "bad-request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 2\r\nContent-Length: 5\r\n\r\n{}", "Content-Length: -5\r\n\r\n{}",
            "Content-Length: 99999999999999999999\r\n\r\n{}", "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n",
            "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n{}\r\n",
            "Transfer-Encoding: chunked\r\n\r\n-1\r\n{}\r\n", "Transfer-Encoding: chunked\r\n\r\n2\r\n{}XX0\r\n\r\n",
            "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n", "Transfer-Encoding: chunked, chunked\r\n\r\n{}"})
    void aBodyThatIsNotAsItsHeadersSayIsAProblem(String framed) throws IOException {
        for (String type : List.of("application/json", "application/x-ndjson")) {
            containerProblem("POST /v1/emulate HTTP/1.1\r\nHost: a\r\nContent-Type: " + type
                    + "\r\nConnection: close\r\n" + framed, 400, "bad-request");
        }
    }

    @Test
    void anExpectationThatIsNoneIsAProblem() throws IOException {
        containerProblem("POST /v1/emulate HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                + "Expect: nonsense\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}", 417, "http-error");
        assertThat(client.raw("POST /v1/emulate HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                + "Expect: 100-continue\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}"))
                .startsWith("HTTP/1.1 100").contains("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /%zz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
            "GET /{ HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", "BLAH\r\n\r\n",
            "GET /v1/limits HTTP/1.1\r\nConnection: close\r\n\r\n",
            "GET /v1/limits HTTP/1.1\r\nHost: a\r\nContent-Length: many\r\nConnection: close\r\n\r\n"})
    void whatTheContainerRefusesIsAProblem(String request) throws IOException {
        containerProblem(request, 400, "bad-request");
    }

    @Test
    void whatTheContainerDoesNotImplementIsAProblem() throws IOException {
        containerProblem("GET /v1/limits HTTP/9.9\r\nHost: a\r\nConnection: close\r\n\r\n", 505, "http-error");
        containerProblem("GET /v1/limits HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: nonsense\r\n\r\n", 501,
                "http-error");
    }

    @Test
    void aHeaderBeyondTheContainersBoundIsAProblem() throws IOException {
        containerProblem("GET /v1/limits HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(20_000) + "\r\n\r\n", 400,
                "bad-request");
    }

    @ParameterizedTest
    @EnumSource
    void everyProblemHasAPage(ProblemType type) {
        HttpResponse<String> page = client.get(type.path());
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).hasValueSatisfying(v -> v.startsWith("text/html"));
        assertThat(client.get("/problems").body()).contains("href=\"" + type.path() + "\"");
    }

    private void containerProblem(String request, int status, String type) throws IOException {
        String answer = client.raw(request);
        assertThat(answer).startsWith("HTTP/1.1 " + status).contains("Content-Type: application/problem+json",
                "X-Request-Id: ", "X-Content-Type-Options: nosniff");
        problem(answer.substring(answer.indexOf("\r\n\r\n")), status, type);
    }
}

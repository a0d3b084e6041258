package dev.whereabouts.service.http;

import static dev.whereabouts.service.http.Client.problem;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A service with a token and a list of origins. */
@SpringBootTest(classes = HttpService.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
        "management.server.port=0", "WHEREABOUTS_TOKEN=" + AccessTest.TOKEN,
        "WHEREABOUTS_CORS_ORIGINS=https://tools.example.org, http://localhost:3000"})
class AccessTest {

    static final String TOKEN = "hKx3-9.f_~+/==";

    private static final String LISTED = "https://tools.example.org";

    private final Client client;
    private final Client management;

    AccessTest(@LocalServerPort int port, @LocalManagementPort int managementPort) {
        client = new Client(port);
        management = new Client(managementPort);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/limits", "/v1/registers", "/v1/nope", "/v1", "/v1/", "//v1/limits", "/v1;a=b/limits",
            "/%76%31/limits", "/v1/loclists"})
    void withoutTheTokenNothingOfTheApiIsThere(String path) {
        HttpResponse<String> answer = client.get(path);
        problem(answer, 401, "unauthorized");
        assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer realm=\"whereabouts\"");
    }

    /** RFC 9110 section 11.1: the name of a scheme may be in any case. */
    @ParameterizedTest
    @ValueSource(strings = {"Bearer " + TOKEN, "bearer " + TOKEN, "BEARER  " + TOKEN})
    void withTheTokenTheApiAnswers(String authorization) {
        assertThat(client.get("/v1/limits", "Authorization", authorization).statusCode()).isEqualTo(200);
        problem(client.get("/v1/nope", "Authorization", authorization), 404, "not-found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer", "Bearer ", "Bearer x", "Bearer " + TOKEN + "=", "Bearer hKx3-9.f_~+/=",
            "Bearer HKX3-9.F_~+/==", "Basic " + TOKEN, TOKEN, "Bearer " + TOKEN + " " + TOKEN})
    void anotherTokenIsRefused(String authorization) {
        problem(client.get("/v1/limits", "Authorization", authorization), 401, "unauthorized");
    }

    /** RFC 6750 section 3.1. */
    @Test
    void aWrongTokenIsSaidToBeWrong() {
        assertThat(client.get("/v1/limits", "Authorization", "Bearer x").headers().firstValue("WWW-Authenticate"))
                .contains("Bearer realm=\"whereabouts\", error=\"invalid_token\"");
    }

    @Test
    void aBodyIsNotReadBeforeTheToken() {
        problem(client.post("/v1/loclists", "application/json", "{"), 401, "unauthorized");
        problem(client.post("/v1/loclists", "application/json", "{", "Authorization", "Bearer " + TOKEN), 400,
                "malformed-input");
    }

    /** What is the same on every installation, and what only the network decides who reaches. */
    @Test
    void pagesTheDocumentAndManagementNeedNoToken() {
        assertThat(client.get("/v3/api-docs").statusCode()).isEqualTo(200);
        assertThat(client.get("/swagger-ui/index.html").statusCode()).isEqualTo(200);
        assertThat(client.get("/problems/unauthorized").body()).contains("WHEREABOUTS_TOKEN");
        assertThat(management.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
        assertThat(management.get("/actuator/prometheus").statusCode()).isEqualTo(200);
    }

    @Test
    void theTokenIsNotShown() {
        String limits = client.get("/v1/limits", "Authorization", "Bearer " + TOKEN).body();
        assertThat(limits).doesNotContain("WHEREABOUTS_TOKEN").doesNotContain(TOKEN);
    }

    /** Fetch standard, CORS-preflight request: it carries no token, and asks with OPTIONS. */
    @Test
    void aListedOriginMaySendWhatTheApiTakes() {
        HttpResponse<String> preflight = preflight(LISTED);
        assertThat(preflight.statusCode()).isEqualTo(204);
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin")).contains(LISTED);
        assertThat(list(preflight, "Access-Control-Allow-Methods")).contains("POST");
        assertThat(list(preflight, "Access-Control-Allow-Headers")).contains("Authorization", "Content-Type",
                "Content-Encoding");
        assertThat(preflight.headers().firstValue("Vary")).contains("Origin");

        HttpResponse<String> answer = client.get("/v1/limits", "Origin", LISTED, "Authorization", "Bearer " + TOKEN);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains(LISTED);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Credentials")).isEmpty();
        HttpResponse<String> refusal = client.get("/v1/limits", "Origin", LISTED);
        problem(refusal, 401, "unauthorized");
        assertThat(refusal.headers().firstValue("Access-Control-Allow-Origin")).contains(LISTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://elsewhere.example.org", "http://tools.example.org",
            "https://tools.example.org:444",
            "https://tools.example.org.evil.example", "null"})
    void noOtherOriginMay(String origin) {
        assertThat(preflight(origin).headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        HttpResponse<String> answer = client.get("/v1/limits", "Origin", origin, "Authorization", "Bearer " + TOKEN);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        assertThat(answer.headers().firstValue("Vary")).contains("Origin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/limits", "/nope", "/problems", "/swagger-ui/index.html"})
    void everyAnswerHasSecurityHeaders(String path) {
        HttpHeaders headers = client.get(path).headers();
        assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(headers.firstValue("X-Frame-Options")).contains("DENY");
        assertThat(headers.firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(headers.firstValue("Content-Security-Policy"))
                .hasValueSatisfying(
                        policy -> assertThat(policy).contains("default-src 'self'", "frame-ancestors 'none'"));
    }

    @Test
    void whatTheContainerRefusesHasThemToo() throws IOException {
        assertThat(client.raw("GET /%zz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400").contains("X-Content-Type-Options: nosniff");
    }

    private HttpResponse<String> preflight(String origin) {
        return client.send("OPTIONS", "/v1/loclists", BodyPublishers.noBody(), "Origin", origin,
                "Access-Control-Request-Method", "POST", "Access-Control-Request-Headers",
                "authorization,content-type");
    }

    private static List<String> list(HttpResponse<String> answer, String header) {
        return List.of(answer.headers().firstValue(header).orElseThrow().split(", "));
    }
}

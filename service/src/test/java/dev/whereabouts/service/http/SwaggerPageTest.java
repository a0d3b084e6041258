package dev.whereabouts.service.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Swagger's page in a browser, which holds it to the Content-Security-Policy that is sent with it. */
@ServiceTest
class SwaggerPageTest {

    private static Browser browser;

    private final Client client;

    SwaggerPageTest(@LocalServerPort int port) {
        client = new Client(port);
    }

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        Path chromium = Browser.executable().orElse(null);
        if (chromium == null) {
            if ("true".equals(System.getenv("CI"))) {
                throw new IllegalStateException("there is no chromium");
            }
            abort("skipped: there is no chromium");
        }
        browser = new Browser(chromium);
    }

    @AfterAll
    static void end() throws IOException {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void everyOperationIsShownAndCanBeTriedOut() throws InterruptedException {
        JsonNode document = Client.JSON.readTree(client.get("/v3/api-docs").body());
        int operations = document.path("paths").valueStream().mapToInt(JsonNode::size).sum();
        browser.open("http://localhost:" + client.port() + "/swagger-ui.html");
        browser.await("document.querySelectorAll('.opblock').length == " + operations);
        execute("#operations-about-limits");
        assertThat(browser.evaluate(answer("#operations-about-limits", ".response-col_description")).asString())
                .contains("WHEREABOUTS_BODY_BYTES");
        // a body, which the document brings as an example
        execute("#operations-emulator-emulate");
        assertThat(browser.evaluate(answer("#operations-emulator-emulate", ".response-col_description")).asString())
                .contains("0x8000000000000000");
        assertThat(browser.complaints()).isEmpty();

        // the policy is in force, and what it forbids would have been heard of
        browser.evaluate("document.body.appendChild(document.createElement('script')).textContent = 'forbidden()'; 0");
        for (int i = 0; i < 200 && browser.complaints().isEmpty(); i++) {
            Thread.sleep(50);
        }
        assertThat(browser.complaints()).singleElement().asString().contains("Content Security Policy");
    }

    private static void execute(String operation) throws InterruptedException {
        click(operation + " .opblock-summary-control");
        click(operation + " .try-out__btn");
        click(operation + " .execute");
        browser.await("(" + answer(operation, ".response-col_status") + " ?? '').startsWith('200')");
    }

    private static String answer(String operation, String cell) {
        return "document.querySelector('" + operation + " .live-responses-table tbody " + cell + "')?.textContent";
    }

    private static void click(String element) throws InterruptedException {
        browser.await("document.querySelector('" + element + "') != null");
        browser.evaluate("document.querySelector('" + element + "').click()");
    }
}

package dev.whereabouts.service.http.failure;

import dev.whereabouts.service.problem.Problem;
import dev.whereabouts.service.problem.ProblemException;
import dev.whereabouts.service.problem.ProblemType;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/** The pages that a problem's {@code type} leads to. */
@RestController
@Hidden
final class ProblemPages {

    private static final String PAGE = """
        <!doctype html>
        <html lang="en">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
        <title>%1$s · Whereabouts</title>
        <style>body { font: 1rem/1.5 system-ui, sans-serif; max-width: 40rem; margin: 2rem auto; padding: 0 1rem }</style>
        </head>
        <body>
        <h1>%1$s</h1>
        %2$s
        </body>
        </html>
        """;

    @GetMapping(path = "/problems", produces = MediaType.TEXT_HTML_VALUE)
    String index() {
        String rows = Stream.of(ProblemType.values())
                .map(type -> "<li><a href=\"" + type.path() + "\">" + text(type.title()) + "</a>" + status(type)
                        + "</li>")
                .collect(Collectors.joining("\n"));
        return PAGE.formatted("Problems", "<ul>\n" + rows + "\n</ul>");
    }

    @GetMapping(path = "/problems/{slug}", produces = MediaType.TEXT_HTML_VALUE)
    String page(@PathVariable String slug) {
        ProblemType type = ProblemType.withSlug(slug).orElseThrow(
                () -> new ProblemException(Problem.of(ProblemType.NOT_FOUND, "there is no problem of this name")));
        return PAGE.formatted(text(type.title()), "<p><code>" + type.path() + "</code>" + status(type) + "</p>\n<p>"
                + text(type.meaning()) + "</p>\n<p>" + text(type.remedy()) + "</p>");
    }

    private static String status(ProblemType type) {
        return type.status() == 0 ? "" : " · status " + type.status();
    }

    private static String text(String plain) {
        return HtmlUtils.htmlEscape(plain);
    }
}

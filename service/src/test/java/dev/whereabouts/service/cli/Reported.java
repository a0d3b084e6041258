package dev.whereabouts.service.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.validation.SchemaFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a command left: its output, and two reports that keep to their schemas. */
record Reported(int code, String out, String err, Element junit, JsonNode sarif) {

    private static final JsonMapper JSON = new JsonMapper();

    /** The schema as OASIS published it. */
    private static final Schema SARIF = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
            .getSchema(resource("/schema/sarif-schema-2.1.0.json"), InputFormat.JSON);

    static Reported of(Path folder, String input, String... arguments) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        return of(folder, input, out, arguments);
    }

    static Reported of(Path folder, String input, OutputStream out, String... arguments) throws Exception {
        Path junit = folder.resolve("junit.xml");
        Path sarif = folder.resolve("report.sarif");
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.addAll(List.of("--junit", junit.toString(), "--sarif", sarif.toString()));
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), out,
                new PrintStream(err, true, StandardCharsets.UTF_8), StandardCharsets.UTF_8, false, name -> null);
        int code = new CommandLineInterface(terminal, "1.2.3").run(all.toArray(String[]::new));
        assertThat(junit).exists();
        assertThat(SARIF.validate(Files.readString(sarif), InputFormat.JSON)).isEmpty();
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).noneMatch(name -> name.startsWith("."));
        }
        return new Reported(code, out.toString(), err.toString(StandardCharsets.UTF_8), xml(junit),
                JSON.readTree(Files.readString(sarif)));
    }

    private static Element xml(Path file) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
        factory.setNamespaceAware(true);
        Document document = factory.newDocumentBuilder().parse(file.toFile());
        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(Reported.class.getResource("junit.xsd")).newValidator()
                .validate(new DOMSource(document));
        return document.getDocumentElement();
    }

    private static String resource(String name) {
        try (InputStream in = Reported.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Elements of a name, in order. */
    List<Element> elements(String name) {
        var found = junit.getElementsByTagName(name);
        return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i)).toList();
    }

    /** The case of a name. */
    Element test(String name) {
        return elements("testcase").stream().filter(each -> each.getAttribute("name").equals(name)).findFirst()
                .orElseThrow();
    }

    /** What a case has of an element: its text, or null. */
    static String text(Element test, String element) {
        var found = test.getElementsByTagName(element);
        return found.getLength() == 0 ? null : found.item(0).getTextContent();
    }

    List<JsonNode> results() {
        return list(sarif.at("/runs/0/results"));
    }

    List<JsonNode> notifications() {
        return list(sarif.at("/runs/0/invocations/0/toolExecutionNotifications"));
    }

    static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}

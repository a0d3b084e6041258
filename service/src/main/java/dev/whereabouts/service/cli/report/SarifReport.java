package dev.whereabouts.service.cli.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/**
 * SARIF 2.1.0 with one run: findings are its results, refusals notifications of its invocation.
 *
 * <p>GitHub refuses a file with more results than {@link #MOST_RESULTS}; what is beyond that is left out, and a notification says so.
 */
final class SarifReport implements Report {

    /** Of one run, as GitHub takes them. */
    static final int MOST_RESULTS = 25_000;

    /** Of these, those that are notes, so that they leave room for the others. */
    static final int MOST_NOTES = 5_000;

    /** Kept until the results are over, which they stand behind. */
    static final int MOST_NOTIFICATIONS = 1_000;

    /** Characters of a notification. */
    private static final int LONGEST_NOTIFICATION = 2_000;

    private static final String SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json";

    /** What GitHub takes to be the repository's folder. */
    private static final String ROOT = "%SRCROOT%";

    private static final String FINGERPRINT = "whereabouts/v1";
    private static final int FINGERPRINT_BYTES = 16;

    private final SourceRoot root;
    private final PartFile document;
    private final JsonGenerator json;
    private final Map<String, Integer> ruleIndex = new HashMap<>();
    private final List<Notification> notifications = new ArrayList<>();
    private int results;
    private int notes;
    private long resultsLeftOut;
    private long notificationsLeftOut;

    private record Notification(String message, Optional<SourcePlace> place) {}

    SarifReport(Path target, Reports.Origin origin, SourceRoot root) throws IOException {
        this.root = root;
        document = new PartFile(target, "part");
        json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), Files.newOutputStream(document.path()));
        write(() -> head(origin));
    }

    private void head(Reports.Origin origin) {
        json.writeStartObject();
        json.writeStringProperty("$schema", SCHEMA);
        json.writeStringProperty("version", "2.1.0");
        json.writeArrayPropertyStart("runs");
        json.writeStartObject();
        json.writeObjectPropertyStart("tool");
        json.writeObjectPropertyStart("driver");
        json.writeStringProperty("name", "Whereabouts");
        json.writeStringProperty("version", origin.version());
        json.writeArrayPropertyStart("rules");
        for (Rule rule : origin.rules()) {
            ruleIndex.put(rule.id(), ruleIndex.size());
            json.writeStartObject();
            json.writeStringProperty("id", rule.id());
            text("shortDescription", rule.summary());
            text("fullDescription", rule.summary() + " " + rule.help());
            text("help", rule.help());
            json.writeObjectPropertyStart("defaultConfiguration");
            json.writeStringProperty("level", rule.level().code());
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndObject();
        // without it, what one command found would take the place of what another did
        json.writeObjectPropertyStart("automationDetails");
        json.writeStringProperty("id", "whereabouts/" + origin.command() + "/");
        json.writeEndObject();
        json.writeObjectPropertyStart("originalUriBaseIds");
        json.writeObjectPropertyStart(ROOT);
        text("description", "The working directory of the command.");
        json.writeEndObject();
        json.writeEndObject();
        json.writeArrayPropertyStart("results");
    }

    @Override
    public void begin(String suite) {
        // results of all suites stand in one array
    }

    @Override
    public void add(ReportCase each) throws IOException {
        each.refusals().forEach(why -> refuse(each, why));
        Map<String, Integer> alike = new HashMap<>();
        for (Finding finding : each.findings()) {
            if (finding.isShown()) {
                int number = alike.merge(finding.rule() + '\0' + finding.subject(), 1, Integer::sum);
                if (hasRoom(finding)) {
                    write(() -> result(each, finding, number));
                } else {
                    resultsLeftOut++;
                }
            }
        }
    }

    private void refuse(ReportCase each, String why) {
        if (notifications.size() == MOST_NOTIFICATIONS) {
            notificationsLeftOut++;
            return;
        }
        String message = why.startsWith(each.fullName()) ? why : each.fullName() + ": " + why;
        notifications.add(new Notification(
                message.substring(0, Math.min(message.length(), LONGEST_NOTIFICATION)), Optional.of(each.place())));
    }

    private boolean hasRoom(Finding finding) {
        boolean isNote = finding.level() == Level.NOTE;
        if (results == MOST_RESULTS || isNote && notes == MOST_NOTES) {
            return false;
        }
        results++;
        notes += isNote ? 1 : 0;
        return true;
    }

    private void result(ReportCase each, Finding finding, int number) {
        json.writeStartObject();
        json.writeStringProperty("ruleId", finding.rule());
        json.writeNumberProperty("ruleIndex", ruleIndex.get(finding.rule()));
        json.writeStringProperty("level", finding.level().code());
        text("message", each.fullName() + ": " + finding.sentence());
        json.writeArrayPropertyStart("locations");
        json.writeStartObject();
        physical(finding.place());
        json.writeArrayPropertyStart("logicalLocations");
        json.writeStartObject();
        json.writeStringProperty("fullyQualifiedName", PlainText.line(each.fullName()));
        json.writeStringProperty("kind", "function");
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndArray();
        json.writeObjectPropertyStart("partialFingerprints");
        json.writeStringProperty(FINGERPRINT, fingerprint(each, finding, number));
        json.writeEndObject();
        json.writeEndObject();
    }

    /** Without lines and addresses, which change with code elsewhere (SARIF 2.1.0 section 3.27.17). */
    private String fingerprint(ReportCase each, Finding finding, int number) {
        String identity = String.join("\0", finding.rule(), root.uri(finding.place().file()), each.fullName(),
                String.valueOf(each.ordinal()), finding.subject(), String.valueOf(number));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(identity.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, FINGERPRINT_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private void physical(SourcePlace place) {
        json.writeObjectPropertyStart("physicalLocation");
        json.writeObjectPropertyStart("artifactLocation");
        json.writeStringProperty("uri", root.uri(place.file()));
        if (root.holds(place.file())) {
            json.writeStringProperty("uriBaseId", ROOT);
        }
        json.writeEndObject();
        if (place.line() != SourcePlace.NO_LINE) {
            json.writeObjectPropertyStart("region");
            json.writeNumberProperty("startLine", place.line());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private void text(String property, String text) {
        json.writeObjectPropertyStart(property);
        json.writeStringProperty("text", PlainText.lines(text));
        json.writeEndObject();
    }

    @Override
    public void end() {
        // results of all suites stand in one array
    }

    @Override
    public void finish(int exitCode, boolean isSuccessful) throws IOException {
        write(() -> {
            json.writeEndArray();
            json.writeArrayPropertyStart("invocations");
            json.writeStartObject();
            json.writeBooleanProperty("executionSuccessful", isSuccessful);
            json.writeNumberProperty("exitCode", exitCode);
            json.writeArrayPropertyStart("toolExecutionNotifications");
            notifications.forEach(each -> notification(Level.ERROR, each));
            if (notificationsLeftOut > 0) {
                notification(Level.ERROR, new Notification(
                        notificationsLeftOut + " more could not be looked at", Optional.empty()));
            }
            if (resultsLeftOut > 0) {
                notification(Level.WARNING, new Notification(resultsLeftOut + " more results are left out: at most "
                        + MOST_RESULTS + " are told, " + MOST_NOTES + " of them notes", Optional.empty()));
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeEndArray();
            json.writeEndObject();
            json.writeEndArray();
            json.writeEndObject();
            json.writeRaw('\n');
            json.close();
        });
        document.complete();
    }

    private void notification(Level level, Notification notification) {
        json.writeStartObject();
        json.writeStringProperty("level", level.code());
        text("message", notification.message());
        notification.place().ifPresent(place -> {
            json.writeArrayPropertyStart("locations");
            json.writeStartObject();
            physical(place);
            json.writeEndObject();
            json.writeEndArray();
        });
        json.writeEndObject();
    }

    @Override
    public void discard() throws IOException {
        write(json::close);
        document.delete();
    }

    private static void write(Runnable part) throws IOException {
        try {
            part.run();
        } catch (JacksonIOException e) {
            throw e.getCause();
        } catch (JacksonException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}

package dev.whereabouts.service.debugcall;

import dev.whereabouts.debugcall.diagnosis.Diagnosis;
import dev.whereabouts.debugcall.diagnosis.Severity;
import dev.whereabouts.debugcall.script.CallScript;
import dev.whereabouts.debugcall.script.Expectation;
import dev.whereabouts.debugcall.transcript.JsonTranscript;
import dev.whereabouts.debugcall.transcript.TextTranscript;
import dev.whereabouts.debugcall.transcript.Transcript;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.util.Optional;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * A script that was carried out.
 *
 * @param script     with what it left open filled in
 * @param transcript what came of it
 */
public record Simulated(CallScript script, Transcript transcript) {

    private static final JsonMapper JSON = new JsonMapper(
            JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build());

    /** Writes the transcript as JSON, and a line's end. */
    public void writeJson(OutputStream out) throws IOException {
        JSON.writeValue(out, JsonTranscript.of(transcript, isFull()));
        out.write('\n');
    }

    /** Writes the transcript as a story to read. */
    public void writeText(OutputStream out, Charset charset) throws IOException {
        out.write(TextTranscript.of(transcript, isFull()).getBytes(charset));
    }

    private boolean isFull() {
        return script.events() == CallScript.Events.FULL;
    }

    /**
     * Whether what the script expects did not come true, or a diagnosis is as bad as that or worse. Where the script says which diagnoses it
     * expects, that alone decides on them.
     */
    public boolean hasFailed(Optional<Severity> failOn) {
        boolean areExpected = script.expect().flatMap(Expectation::diagnoses).isPresent();
        return !transcript.failures().isEmpty() || !areExpected && failOn.isPresent() && transcript.diagnoses().stream()
                .map(Diagnosis::severity).anyMatch(severity -> severity.compareTo(failOn.get()) >= 0);
    }
}

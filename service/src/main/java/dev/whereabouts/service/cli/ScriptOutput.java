package dev.whereabouts.service.cli;

import dev.whereabouts.service.debugcall.Simulated;
import dev.whereabouts.service.problem.Problem;
import dev.whereabouts.service.problem.ProblemJson;
import dev.whereabouts.service.settings.Settings;
import dev.whereabouts.ssa.problem.InputException;
import dev.whereabouts.ssa.text.FunctionText;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/** Writes transcripts: as text, with a heading for each script where there are several, or as JSON, one a line. */
final class ScriptOutput {

    private static final JsonFactory JSON = JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    private static final String INSTANCE = "/v1/debugcall/simulate";

    private final boolean isJson;
    private final boolean areSeveral;
    private final Charset charset;
    private final Settings settings;
    private final OutputStream out;
    private boolean isFirst = true;

    ScriptOutput(boolean isJson, boolean areSeveral, Charset charset, Settings settings, OutputStream out) {
        this.isJson = isJson;
        this.areSeveral = areSeveral;
        this.charset = charset;
        this.settings = settings;
        this.out = out;
    }

    void write(String script, Simulated simulated) throws IOException {
        head(script);
        if (isJson) {
            simulated.writeJson(out);
        } else {
            simulated.writeText(out, charset);
        }
        out.flush();
    }

    /** Keeps the place of a script that was refused among several; alone it leaves the output empty. */
    void refused(String script, InputException refusal) throws IOException {
        if (!areSeveral) {
            return;
        }
        head(script);
        if (isJson) {
            try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
                ProblemJson.writeError(Problem.of(refusal, settings), INSTANCE, json);
                json.writeRaw('\n');
            }
        } else {
            text("is not carried out: " + FunctionText.clean(refusal.getMessage()) + "\n");
        }
        out.flush();
    }

    private void head(String script) throws IOException {
        if (areSeveral && !isJson) {
            text((isFirst ? "" : "\n") + "==> " + FunctionText.clean(script) + " <==\n");
        }
        isFirst = false;
    }

    private void text(String text) throws IOException {
        out.write(text.getBytes(charset));
    }
}

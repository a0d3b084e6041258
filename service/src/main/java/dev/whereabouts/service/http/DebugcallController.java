package dev.whereabouts.service.http;

import dev.whereabouts.debugcall.script.CallScript;
import dev.whereabouts.service.debugcall.SafePointsReader;
import dev.whereabouts.service.debugcall.ScenarioList;
import dev.whereabouts.service.debugcall.Simulated;
import dev.whereabouts.service.debugcall.Simulator;
import dev.whereabouts.service.emulate.Emulator;
import dev.whereabouts.service.loclists.Format;
import dev.whereabouts.service.settings.Settings;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/debugcall}. */
@RestController
final class DebugcallController {

    private static final List<Format> TRANSCRIPTS = List.of(Format.JSON, Format.TEXT);

    private final ProgramRequests requests;
    private final Simulator simulator;
    private final SafePointsReader safePoints;
    private final WorkMeter meter;

    DebugcallController(Settings settings, ProgramRequests requests, WorkMeter meter) {
        this.requests = requests;
        this.meter = meter;
        simulator = new Simulator(settings, Emulator.most(settings));
        safePoints = new SafePointsReader(settings);
    }

    @PostMapping(path = "/v1/debugcall/simulate", consumes = {MediaType.APPLICATION_JSON_VALUE,
            MediaType.MULTIPART_FORM_DATA_VALUE})
    @SimulateOperation
    void simulate(HttpServletRequest request, HttpServletResponse response) throws IOException, InterruptedException {
        Format format = MediaTypes.required(request.getHeader("Accept"), TRANSCRIPTS);
        requests.answer(request, response, MediaTypes.type(format), (json, program, out) -> {
            CallScript script = simulator.read(json);
            Simulated simulated = simulator.run(script, program);
            meter.executed(simulated.transcript().process().instructions());
            if (format == Format.TEXT) {
                simulated.writeText(out, StandardCharsets.UTF_8);
            } else {
                simulated.writeJson(out);
            }
        });
    }

    @GetMapping(path = "/v1/debugcall/scenarios", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(operationId = "scenarios", tags = "debug calls", summary = "The scenarios of the model runtime, and what each brings to a script", responses = @ApiResponse(responseCode = "200", description = "All of them.", content = @Content(mediaType = "application/json", schema = @Schema(ref = "#/components/schemas/Scenarios"))))
    void scenarios(HttpServletResponse response) throws IOException {
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        ScenarioList.writeJson(response.getOutputStream());
    }

    @PostMapping(path = "/v1/debugcall/safepoints", consumes = {MediaType.APPLICATION_JSON_VALUE,
            MediaType.MULTIPART_FORM_DATA_VALUE})
    @SafePointsOperation
    void safePoints(HttpServletRequest request, HttpServletResponse response)
            throws IOException, InterruptedException {
        MediaTypes.required(request.getHeader("Accept"), List.of(Format.JSON));
        requests.answer(request, response, MediaType.APPLICATION_JSON,
                (json, program, out) -> safePoints.read(json, program).writeJson(out));
    }
}

package dev.whereabouts.service.http;

import dev.whereabouts.service.settings.Setting;
import dev.whereabouts.service.settings.Settings;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /v1/limits}. */
@RestController
@Tag(name = "about", description = "The service itself")
final class LimitsController {

    private final Limits limits;

    LimitsController(Settings settings) {
        limits = new Limits(Stream.of(Setting.values()).map(setting -> new Limit(setting.jsonName(),
                settings.get(setting), setting.unit(), setting.variable(), setting.bounds())).toList());
    }

    @GetMapping(path = "/v1/limits", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(operationId = "limits", summary = "Every bound of this service, its value and its setting")
    Limits limits() {
        return limits;
    }

    record Limits(@Schema(requiredMode = Schema.RequiredMode.REQUIRED) List<Limit> limits) {}

    record Limit(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "bodyBytes") String name,
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "67108864") long value,
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "bytes") String unit,
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "WHEREABOUTS_BODY_BYTES", description = "the environment variable that sets it") String setting,
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "a request's body as it is sent", description = "what is bounded") String bounds) {}
}

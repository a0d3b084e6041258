package dev.whereabouts.service.http;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the OpenAPI document says about {@code POST /v1/emulate}. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Operation(operationId = "emulate", tags = "emulator", summary = "Execute a machine state or a program", description = """
    Executes amd64 instructions from a machine state (JSON, or NDJSON, one state a line), or runs a static Linux program (an ELF
    file in base64, or as the part `program` beside the JSON as the part `script`). Every outcome of the guest is a 200. The same
    request gives the same answer. `Content-Encoding: gzip` is accepted.""", requestBody = @RequestBody(required = true, content = {
        @Content(mediaType = "application/json", schema = @Schema(ref = "#/components/schemas/EmulateRequest")),
        @Content(mediaType = MediaTypes.NDJSON, schema = @Schema(ref = "#/components/schemas/MachineStateLines")),
        @Content(mediaType = "multipart/form-data", schema = @Schema(ref = "#/components/schemas/EmulateParts"))}), responses = @ApiResponse(responseCode = "200", description = "What became of it.", content = {
                @Content(mediaType = "application/json", schema = @Schema(ref = "#/components/schemas/EmulateAnswer")),
                @Content(mediaType = MediaTypes.NDJSON, schema = @Schema(ref = "#/components/schemas/EmulateLines"))}))
@interface EmulateOperation {
}

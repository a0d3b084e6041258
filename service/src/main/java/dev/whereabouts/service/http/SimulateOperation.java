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

/** What the OpenAPI document says about {@code POST /v1/debugcall/simulate}. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Operation(operationId = "simulate", tags = "debug calls", summary = "Inject calls into a program as a debugger does", description = """
    Carries out a call script on a scenario of the model runtime, or on a Go binary (an ELF file in base64, or as the part `program`
    beside the script as the part `script`), and tells what happened, event by event, and which rules of the protocol were broken.
    Every outcome of the calls is a 200. The same request gives the same answer. `Content-Encoding: gzip` is accepted.""", requestBody = @RequestBody(required = true, content = {
        @Content(mediaType = "application/json", schema = @Schema(ref = "#/components/schemas/CallScript")),
        @Content(mediaType = "multipart/form-data", schema = @Schema(ref = "#/components/schemas/CallScriptParts"))}), responses = @ApiResponse(responseCode = "200", description = "The transcript.", content = {
                @Content(mediaType = "application/json", schema = @Schema(ref = "#/components/schemas/Transcript")),
                @Content(mediaType = "text/plain", schema = @Schema(ref = "#/components/schemas/TranscriptText"))}))
@interface SimulateOperation {
}

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

/** What the OpenAPI document says about {@code POST /v1/debugcall/safepoints}. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Operation(operationId = "safepoints", tags = "debug calls", summary = "Where a Go binary accepts calls", description = """
    For functions of a Go binary (an ELF file in base64, or as the part `program` beside the JSON as the part `script`), the addresses
    at which the runtime accepts a debug call, and its reason where it refuses. Told from the tables in the binary; nothing is run.""", requestBody = @RequestBody(required = true, content = {
        @Content(mediaType = "application/json", schema = @Schema(ref = "#/components/schemas/SafePointsOfProgram")),
        @Content(mediaType = "multipart/form-data", schema = @Schema(ref = "#/components/schemas/SafePointsParts"))}), responses = @ApiResponse(responseCode = "200", description = "The verdicts.", content = @Content(mediaType = "application/json", schema = @Schema(ref = "#/components/schemas/SafePointsAnswer"))))
@interface SafePointsOperation {
}

package dev.whereabouts.service.http;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the OpenAPI document says about {@code POST /v1/functions}. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Operation(operationId = "functions", tags = "location lists", summary = "Functions as JSON, from any input", description = "Turns each input of /v1/loclists into the JSON of functions.", parameters = {
        @Parameter(name = "go", in = ParameterIn.QUERY, description = "The compiler's version; the newest known if left out.", schema = @Schema(ref = "#/components/schemas/GoVersion")),
        @Parameter(name = "types", in = ParameterIn.QUERY, example = "main.T=24,main.U=8", description = "Bytes of named types that a dump does not tell.", schema = @Schema(type = "string"))}, requestBody = @RequestBody(required = true, content = {
                @Content(mediaType = "application/json", schema = @Schema(ref = "#/components/schemas/LoclistsRequest")),
                @Content(mediaType = MediaTypes.NDJSON, schema = @Schema(ref = "#/components/schemas/FunctionLines")),
                @Content(mediaType = "text/plain", schema = @Schema(ref = "#/components/schemas/CompilerDump")),
                @Content(mediaType = "text/html", schema = @Schema(ref = "#/components/schemas/SsaHtml"))}), responses = @ApiResponse(responseCode = "200", description = "The functions.", content = {
                        @Content(mediaType = "application/json", schema = @Schema(ref = "#/components/schemas/FunctionsAnswer")),
                        @Content(mediaType = MediaTypes.NDJSON, schema = @Schema(ref = "#/components/schemas/FunctionLines"))}))
@interface FunctionsOperation {
}

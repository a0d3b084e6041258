package dev.whereabouts.service.http;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.Explode;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.enums.ParameterStyle;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the OpenAPI document says about {@code POST /v1/loclists}. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Operation(operationId = "loclists", tags = "location lists", summary = "The location lists of functions", description = """
    Takes functions as JSON, as NDJSON (one a line; the answer streams one result a line), as what a stock compiler prints, or as
    an ssa.html. `Content-Encoding: gzip` is accepted. The options of a JSON body stand in it; a parameter of the query wins over
    them.""", parameters = {
        @Parameter(name = "go", in = ParameterIn.QUERY, description = "The compiler's version; the newest known if left out.", schema = @Schema(ref = "#/components/schemas/GoVersion")),
        @Parameter(name = "arch", in = ParameterIn.QUERY, schema = @Schema(type = "string", allowableValues = "amd64")),
        @Parameter(name = "dwarf", in = ParameterIn.QUERY, description = "The version of DWARF; 5 if left out, 4 for Go before 1.25.", schema = @Schema(type = "integer", minimum = "4", maximum = "5")),
        @Parameter(name = "baseAddressIndex", in = ParameterIn.QUERY, schema = @Schema(type = "integer", minimum = "0", maximum = "2147483647")),
        @Parameter(name = "baseAddressEntry", in = ParameterIn.QUERY, schema = @Schema(type = "boolean")),
        @Parameter(name = "pointerSize", in = ParameterIn.QUERY, schema = @Schema(type = "integer", minimum = "4", maximum = "8", multipleOf = 4)),
        @Parameter(name = "passes", in = ParameterIn.QUERY, schema = @Schema(type = "integer", minimum = "0", maximum = "1000")),
        @Parameter(name = "include", in = ParameterIn.QUERY, style = ParameterStyle.FORM, explode = Explode.FALSE, description = "What the answer contains beside the lists' bytes; entries,checks if left out.", array = @ArraySchema(schema = @Schema(ref = "#/components/schemas/Include"))),
        @Parameter(name = "types", in = ParameterIn.QUERY, example = "main.T=24,main.U=8", description = "Bytes of named types that a dump does not tell.", schema = @Schema(type = "string"))}, requestBody = @RequestBody(required = true, content = {
                @Content(mediaType = "application/json", schema = @Schema(ref = "#/components/schemas/LoclistsRequest")),
                @Content(mediaType = MediaTypes.NDJSON, schema = @Schema(ref = "#/components/schemas/FunctionLines")),
                @Content(mediaType = "text/plain", schema = @Schema(ref = "#/components/schemas/CompilerDump")),
                @Content(mediaType = "text/html", schema = @Schema(ref = "#/components/schemas/SsaHtml"))}), responses = @ApiResponse(responseCode = "200", description = "The lists.", content = {
                        @Content(mediaType = "application/json", schema = @Schema(ref = "#/components/schemas/LoclistsAnswer")),
                        @Content(mediaType = MediaTypes.NDJSON, schema = @Schema(ref = "#/components/schemas/LoclistsLines")),
                        @Content(mediaType = "text/plain", schema = @Schema(ref = "#/components/schemas/ListsText")),
                        @Content(mediaType = MediaTypes.ELF, schema = @Schema(ref = "#/components/schemas/ElfObject"))}))
@interface LoclistsOperation {
}

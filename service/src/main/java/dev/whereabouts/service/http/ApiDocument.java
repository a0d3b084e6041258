package dev.whereabouts.service.http;

import dev.whereabouts.service.problem.ProblemJson;
import dev.whereabouts.service.problem.ProblemType;
import io.swagger.v3.core.util.Yaml31;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.stereotype.Component;

/** Completes {@code /v3/api-docs}: the bodies that no class describes, and the problems that every operation can answer with. */
@Component
final class ApiDocument implements OpenApiCustomizer {

    private static final String BEARER = "token";

    /** Only where the document is asked for: reading it would take a tenth of the service's start. */
    private static Components components() {
        try (InputStream yaml = ApiDocument.class.getResourceAsStream("/openapi-components.yaml")) {
            return Yaml31.mapper().readValue(yaml, OpenAPI.class).getComponents();
        } catch (IOException e) {
            throw new IllegalStateException("it is in the jar", e);
        }
    }

    @Override
    public void customise(OpenAPI api) {
        api.setInfo(new Info().title("Whereabouts").version("1").description(
                "Where each variable of a compiled Go function is at each instruction, as the Go compiler's own location lists, "
                        + "and what happens, step by step, when a debugger calls a function in a running Go program."));
        api.setServers(List.of(new Server().url("/")));
        Components ours = components();
        ours.getSchemas().forEach(api.getComponents()::addSchemas);
        ours.getExamples().forEach(api.getComponents()::addExamples);
        api.getComponents().addSecuritySchemes(BEARER, new SecurityScheme().type(SecurityScheme.Type.HTTP)
                .scheme("bearer").description("Asked for where the operator has set WHEREABOUTS_TOKEN."));
        // one of the two: without a token, for a service that asks for none, or with it
        api.setSecurity(List.of(new SecurityRequirement(), new SecurityRequirement().addList(BEARER)));
        for (PathItem path : api.getPaths().values()) {
            path.readOperations().forEach(ApiDocument::addProblems);
        }
    }

    private static void addProblems(Operation operation) {
        Map<Integer, List<ProblemType>> types = Stream.of(ProblemType.values())
                .filter(type -> isPossible(type, operation))
                .collect(Collectors.groupingBy(ProblemType::status, TreeMap::new, Collectors.toList()));
        types.forEach((status, ofStatus) -> addProblem(operation, status, ofStatus));
        if (operation.getRequestBody() != null) {
            addExamples(operation);
        }
    }

    /** Whether a request to this operation, so its path and its method are right, can be answered with a problem of the type. */
    private static boolean isPossible(ProblemType type, Operation operation) {
        boolean hasBody = operation.getRequestBody() != null;
        return switch (type) {
            case BAD_REQUEST, UNAUTHORIZED, NOT_ACCEPTABLE -> true;
            case INVALID -> hasBody || operation.getParameters() != null;
            case MALFORMED, REQUEST_TIMEOUT, TOO_LARGE, UNSUPPORTED_MEDIA_TYPE, QUEUE_FULL, DEADLINE, MEMORY -> hasBody;
            case NOT_FOUND, METHOD_NOT_ALLOWED -> false;
            // a defect is no promise, and what is not HTTP reaches no operation
            case INTERNAL, OTHER -> false;
        };
    }

    private static void addExamples(Operation operation) {
        String json = org.springframework.http.MediaType.APPLICATION_JSON_VALUE;
        switch (operation.getOperationId()) {
            case "emulate" -> {
                addExample(operation, json, "OneState");
                addExample(operation, MediaTypes.NDJSON, "OneStateLine");
            }
            case "simulate" -> {
                addExample(operation, json, "OneScenario");
                addExample(operation, json, "OneCall");
                addExample(operation, json, "Steps");
            }
            case "safepoints" -> {
                // an ELF file is too long to be shown
            }
            default -> {
                addExample(operation, json, "OneFunction");
                addExample(operation, MediaTypes.NDJSON, "OneLine");
            }
        }
    }

    private static void addExample(Operation operation, String type, String name) {
        operation.getRequestBody().getContent().get(type).addExamples(name,
                new Example().$ref("#/components/examples/" + name));
    }

    private static void addProblem(Operation operation, int status, List<ProblemType> types) {
        String description = types.stream().map(ProblemType::title).distinct().collect(Collectors.joining("; or: "));
        ApiResponse response = new ApiResponse().description(description).content(new Content()
                .addMediaType(ProblemJson.MEDIA_TYPE,
                        new MediaType().schema(new Schema<>().$ref("#/components/schemas/Problem"))));
        if (types.contains(ProblemType.QUEUE_FULL) || types.contains(ProblemType.DEADLINE)) {
            response.addHeaderObject("Retry-After", new Header().required(true)
                    .description("Seconds after which to try again.").schema(new IntegerSchema()));
        }
        if (types.contains(ProblemType.UNAUTHORIZED)) {
            response.addHeaderObject("WWW-Authenticate", new Header().required(true)
                    .description("The challenge (RFC 6750 section 3).").schema(new StringSchema()));
        }
        operation.getResponses().addApiResponse(Integer.toString(status), response);
    }
}

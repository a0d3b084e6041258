package dev.whereabouts.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Holds JSON against the schemas of the served OpenAPI document. */
final class ApiSchemas {

    /** By name; the document is the same whichever service serves it. */
    private static final Map<String, Schema> READ = new ConcurrentHashMap<>();

    private ApiSchemas() {}

    static void conforms(Client client, String schema, String json) {
        Schema known = READ.computeIfAbsent(schema, name -> SchemaRegistry
                .withDefaultDialect(SpecificationVersion.DRAFT_2020_12,
                        builder -> builder.schemas(_ -> client.get("/v3/api-docs").body()))
                .getSchema(SchemaLocation.of("https://whereabouts/api#/components/schemas/" + name)));
        assertThat(known.validate(json, InputFormat.JSON)).as(schema).isEmpty();
    }
}

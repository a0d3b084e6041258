package dev.whereabouts.debugcall.transcript;

import dev.whereabouts.debugcall.target.Variable;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A variable at a stop.
 *
 * @param value by its type; empty where not all of it is anywhere, or it is too large to be shown
 */
public record ShownVariable(Variable variable, Optional<JsonNode> value) {}

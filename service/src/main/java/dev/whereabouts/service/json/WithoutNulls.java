package dev.whereabouts.service.json;

import dev.whereabouts.ssa.problem.InputException;
import dev.whereabouts.ssa.problem.Place;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.SerializableString;
import tools.jackson.core.sym.PropertyNameMatcher;
import tools.jackson.core.util.JsonParserDelegate;

/**
 * Refuses {@code null} wherever it stands: no field of a request may hold it (OpenAPI document). Data binding cannot tell it from a field that is
 * left out, since both are null in a record.
 */
final class WithoutNulls extends JsonParserDelegate {

    WithoutNulls(JsonParser json) {
        super(json);
    }

    @Override
    public JsonToken nextToken() {
        return checked(super.nextToken());
    }

    @Override
    public JsonToken nextValue() {
        return checked(super.nextValue());
    }

    @Override
    public String nextName() {
        String name = super.nextName();
        checked(currentToken());
        return name;
    }

    @Override
    public boolean nextName(SerializableString name) {
        boolean isNext = super.nextName(name);
        checked(currentToken());
        return isNext;
    }

    @Override
    public int nextNameMatch(PropertyNameMatcher matcher) {
        int match = super.nextNameMatch(matcher);
        checked(currentToken());
        return match;
    }

    private JsonToken checked(JsonToken token) {
        if (token == JsonToken.VALUE_NULL) {
            throw InputException.invalid(new Place.Pointer(streamReadContext().pathAsPointer().toString()),
                    "null is no value here; leave out what is not given");
        }
        return token;
    }
}

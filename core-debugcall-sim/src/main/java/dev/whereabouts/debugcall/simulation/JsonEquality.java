package dev.whereabouts.debugcall.simulation;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** Whether two JSON values mean the same: numbers by value, so that 8 and 8.0 do. */
final class JsonEquality {

    private JsonEquality() {}

    static boolean same(List<JsonNode> a, List<JsonNode> b) {
        if (a.size() != b.size()) {
            return false;
        }
        for (int i = 0; i < a.size(); i++) {
            if (!same(a.get(i), b.get(i))) {
                return false;
            }
        }
        return true;
    }

    static boolean same(JsonNode a, JsonNode b) {
        return a.equals((x, y) -> {
            boolean isSame = x.isNumber() && y.isNumber()
                    ? x.decimalValue().compareTo(y.decimalValue()) == 0
                    : x.equals(y);
            return isSame ? 0 : 1;
        }, b);
    }
}

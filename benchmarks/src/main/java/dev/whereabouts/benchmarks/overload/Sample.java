package dev.whereabouts.benchmarks.overload;

import java.util.Set;

/**
 * A request that is sent again and again.
 *
 * @param name     in the report
 * @param method   of HTTP
 * @param type     content type; empty for none
 * @param encoding content encoding; empty for none
 * @param token    whether the bearer token is sent
 * @param body     as it is sent
 * @param isSized  whether its length is told before; else it is sent in chunks
 * @param statuses that may come of it, beside being shed; 200 alone where it is valid
 */
record Sample(String name, String method, String path, String type, String encoding, boolean token, byte[] body,
        boolean isSized, Set<Integer> statuses) {

    static final String NDJSON = "application/x-ndjson";

    /** A valid request. */
    static Sample valid(String name, String path, String type, byte[] body) {
        return new Sample(name, "POST", path, type, "", true, body, true, Set.of(200));
    }

    /** A hostile one. */
    static Sample hostile(String name, String path, String type, byte[] body, Integer... statuses) {
        return new Sample(name, "POST", path, type, "", true, body, true, Set.of(statuses));
    }

    Sample encoded(String with) {
        return new Sample(name, method, path, type, with, token, body, isSized, statuses);
    }

    Sample withoutToken() {
        return new Sample(name, method, path, type, encoding, false, body, isSized, statuses);
    }

    Sample inChunks() {
        return new Sample(name, method, path, type, encoding, token, body, false, statuses);
    }

    Sample by(String another) {
        return new Sample(name, another, path, type, encoding, token, body, isSized, statuses);
    }

    /** Whether its answer comes line by line, for which there is a deadline of its own. */
    boolean isStream() {
        return type.equals(NDJSON);
    }

    boolean isValid() {
        return statuses.equals(Set.of(200));
    }
}

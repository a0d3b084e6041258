package dev.whereabouts.service.problem;

import dev.whereabouts.ssa.problem.InputException;
import java.util.Optional;
import java.util.stream.Stream;

/** The kinds of failure that a client can meet. Their paths are part of the API. */
public enum ProblemType {
    MALFORMED(400, "malformed-input", "The body cannot be parsed",
            "The body is not what its content type says: broken JSON, a truncated gzip stream, or text that is no compiler dump.",
            "Look at the place that errors names. A pointer (RFC 6901) or a line and column say where reading stopped."),

    BAD_REQUEST(400, "bad-request", "The request is not valid HTTP",
            "The request line, a header or the address cannot be read.",
            "Send the request with an ordinary HTTP client; percent-encode what the address may not hold."),

    UNAUTHORIZED(401, "unauthorized", "A token is needed",
            "The operator of this service asks for a bearer token, and the request has none, or another one.",
            "Send the header Authorization: Bearer, followed by the token that the operator set as WHEREABOUTS_TOKEN."),

    NOT_FOUND(404, "not-found", "There is nothing at this address", "No resource has this path.",
            "The paths are listed at /v3/api-docs, and as a page at /swagger-ui.html."),

    METHOD_NOT_ALLOWED(405, "method-not-allowed", "The resource does not know this method",
            "The path is right, the method is not.", "Use one of the methods in the answer's Allow header."),

    NOT_ACCEPTABLE(406, "not-acceptable", "No answer has a type that the client accepts",
            "The Accept header excludes every type that this resource can answer with.",
            "Accept one of the types that the detail names, or send no Accept header."),

    REQUEST_TIMEOUT(408, "request-timeout", "The rest of the request did not come",
            "The connection stayed open, but the client sent nothing for as long as WHEREABOUTS_IDLE_SECONDS says.",
            "Send the whole request without long pauses."),

    TOO_LARGE(413, "too-large", "A limit is exceeded",
            "Part of the request is larger than the operator of this service allows.",
            "The members limit, value and setting say which bound it was, how large it is, and which environment variable raises it. "
                    + "GET /v1/limits lists all of them. Many functions fit in one request as NDJSON, where each is bounded by itself."),

    UNSUPPORTED_MEDIA_TYPE(415, "unsupported-media-type", "The body's type is not supported",
            "The Content-Type or Content-Encoding is none that this resource reads.",
            "Send application/json, application/x-ndjson, text/plain (a compiler dump) or text/html (an ssa.html), plain or with "
                    + "Content-Encoding: gzip."),

    INVALID(422, "invalid-input", "The input is not a valid function or option",
            "The body was parsed, but what it says contradicts itself, names something unknown, or leaves out what is needed.",
            "Each element of errors names one place and says what would be right there."),

    QUEUE_FULL(429, "queue-full", "The service is busy",
            "As many requests as the operator allows are waiting or held in memory already.",
            "Send the same request again after the number of seconds in Retry-After; every request can be repeated safely."),

    INTERNAL(500, "internal-error", "The service has a defect",
            "The request met a defect of this program; nothing is known to be wrong with the request.",
            "Please report it with the request."),

    DEADLINE(503, "deadline-passed", "The deadline passed",
            "Waiting and computing took longer than the operator allows for one request.",
            "Send it again after the number of seconds in Retry-After, or send fewer functions at a time."),

    MEMORY(503, "memory-short", "Memory ran short",
            "The requests in progress needed more memory together than the process has, and this one had used most of it.",
            "Send it again after the number of seconds in Retry-After, or send fewer functions at a time. If it comes again without other "
                    + "requests, the process needs more memory for requests like this one."),

    OTHER(0, "http-error", "The request was refused",
            "The HTTP layer refused the request with the status of this answer.",
            "See the status (RFC 9110).");

    private final int status;
    private final String slug;
    private final String title;
    private final String meaning;
    private final String remedy;

    ProblemType(int status, String slug, String title, String meaning, String remedy) {
        this.status = status;
        this.slug = slug;
        this.title = title;
        this.meaning = meaning;
        this.remedy = remedy;
    }

    /** The type of a refused input. */
    public static ProblemType of(InputException.Kind kind) {
        return switch (kind) {
            case MALFORMED -> MALFORMED;
            case INVALID -> INVALID;
            case LIMIT -> TOO_LARGE;
        };
    }

    /** The type for a status that Spring or the container chose; {@link #OTHER} where it has none of its own. */
    public static ProblemType ofStatus(int status) {
        return Stream
                .of(BAD_REQUEST, UNAUTHORIZED, NOT_FOUND, METHOD_NOT_ALLOWED, NOT_ACCEPTABLE, REQUEST_TIMEOUT,
                        TOO_LARGE,
                        UNSUPPORTED_MEDIA_TYPE,
                        INVALID, QUEUE_FULL, INTERNAL, DEADLINE)
                .filter(type -> type.status == status).findFirst()
                .orElse(OTHER);
    }

    /** The type whose page has this name. */
    public static Optional<ProblemType> withSlug(String slug) {
        return Stream.of(values()).filter(type -> type.slug.equals(slug)).findFirst();
    }

    /** The HTTP status; 0 for {@link #OTHER}, which goes with any. */
    public int status() {
        return status;
    }

    /** The last segment of {@link #path}. */
    public String slug() {
        return slug;
    }

    /** The member {@code type}: a reference relative to the service's root. */
    public String path() {
        return "/problems/" + slug;
    }

    public String title() {
        return title;
    }

    public String meaning() {
        return meaning;
    }

    public String remedy() {
        return remedy;
    }
}

package dev.whereabouts.service.settings;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Who may use the API: all who know a token, where there is one, and pages of the listed origins. Immutable; does not hold the token itself. */
public final class Access {

    /** Where it is set, the API asks for its value as a bearer token. */
    public static final String TOKEN = "WHEREABOUTS_TOKEN";

    /** Origins whose pages may call the API from a browser, with commas between them. */
    public static final String ORIGINS = "WHEREABOUTS_CORS_ORIGINS";

    /** What can be sent in a header field as it is, without a space (RFC 9110 section 5.5). */
    private static final Pattern SENDABLE = Pattern.compile("[!-~]+");

    /** As a browser writes an origin: scheme, host and port in lower case, no path (RFC 6454 section 6.2). */
    private static final Pattern ORIGIN = Pattern.compile("https?://([a-z0-9._-]+|\\[[0-9a-f:.]+])(:[0-9]{1,5})?");

    private final Optional<byte[]> tokenDigest;
    private final List<String> origins;

    private Access(Optional<byte[]> tokenDigest, List<String> origins) {
        this.tokenDigest = tokenDigest;
        this.origins = origins;
    }

    /**
     * Reads both variables.
     *
     * @param environment gives a variable's value, or null where it is not set
     * @throws IllegalArgumentException if a value cannot be what it must be; the message names the variable, and never shows the token
     */
    public static Access from(UnaryOperator<String> environment) {
        List<String> wrong = new ArrayList<>();
        String token = environment.apply(TOKEN);
        // an empty one is a secret that did not arrive: open to all is not what was wanted
        if (token != null && !SENDABLE.matcher(token).matches()) {
            wrong.add(TOKEN + (token.isEmpty() ? " is empty" : " has a character that no header can carry")
                    + ", but must be visible ASCII characters without a space; leave it unset for an API that is open to all");
        }
        String listed = environment.apply(ORIGINS);
        List<String> origins = listed == null || listed.isBlank()
                ? List.of()
                : Stream.of(listed.split(",", -1)).map(String::strip).toList();
        origins.stream().filter(origin -> !ORIGIN.matcher(origin).matches()).forEach(origin -> wrong.add(ORIGINS
                + " has \"" + origin
                + "\", but each must be an origin such as https://tools.example.org or http://localhost:3000"));
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", wrong));
        }
        return new Access(Optional.ofNullable(token).map(Access::digest), origins);
    }

    /** Whether a token is asked for. */
    public boolean isGuarded() {
        return tokenDigest.isPresent();
    }

    /** Whether a token is the right one. How long that takes tells nothing of either: digests of one length are compared in constant time. */
    public boolean admits(String token) {
        return tokenDigest.isPresent() && MessageDigest.isEqual(tokenDigest.get(), digest(token));
    }

    /** Origins whose pages may call the API; mostly none. */
    public List<String> origins() {
        return origins;
    }

    private static byte[] digest(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}

package dev.whereabouts.ssa.json;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** What a file holds, by its content. */
public enum InputKind {

    /** A JSON object with {@code functions}, as {@link RequestReader} reads it. */
    REQUEST,

    /** A JSON object that is one function, as {@link FunctionReader} reads it. */
    FUNCTION,

    /** Functions as JSON, one a line, as {@link NdjsonReader} reads them. */
    NDJSON,

    /** What a compiler printed: anything that is nothing else. */
    DUMP,

    /** The page that {@code GOSSAFUNC} writes. */
    SSA_HTML;

    /** So many bytes decide, after decompression. */
    static final int PREFIX = 64 << 10;

    private static final byte[] GZIP = {0x1f, (byte) 0x8b};

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private static final int LONGEST_HTML_START = 64;

    private static final JsonFactory JSON = new JsonFactory();

    /**
     * A stream whose content is known.
     *
     * @param stream the whole content, decompressed, without a byte order mark
     */
    public record Recognised(InputKind kind, InputStream stream) {}

    /**
     * Looks at the beginning of a stream, plain or gzip.
     *
     * @throws IOException if the stream could not be read
     */
    public static Recognised recognise(InputStream in) throws IOException {
        BufferedInputStream plain = new BufferedInputStream(in, PREFIX);
        if (startsWith(peek(plain, GZIP.length), GZIP)) {
            plain = new BufferedInputStream(new GZIPInputStream(plain), PREFIX);
        }
        if (startsWith(peek(plain, BYTE_ORDER_MARK.length), BYTE_ORDER_MARK)) {
            plain.skipNBytes(BYTE_ORDER_MARK.length);
        }
        return new Recognised(of(peek(plain, PREFIX)), plain);
    }

    private static byte[] peek(BufferedInputStream in, int length) throws IOException {
        in.mark(length);
        byte[] prefix = in.readNBytes(length);
        in.reset();
        return prefix;
    }

    private static boolean startsWith(byte[] bytes, byte[] start) {
        return bytes.length >= start.length && Arrays.equals(bytes, 0, start.length, start, 0, start.length);
    }

    private static InputKind of(byte[] prefix) {
        int start = skipSpace(prefix, 0);
        if (start < prefix.length && prefix[start] == '{') {
            return ofObject(prefix, start);
        }
        String text = new String(prefix, start, Math.min(prefix.length - start, LONGEST_HTML_START),
                StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        return text.startsWith("<html") || text.startsWith("<!doctype html") ? SSA_HTML : DUMP;
    }

    private static InputKind ofObject(byte[] prefix, int start) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), prefix)) {
            parser.nextToken();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                if (RequestReader.hasField(parser.currentName())) {
                    return REQUEST;
                }
                parser.nextToken();
                parser.skipChildren();
            }
            int end = (int) parser.currentLocation().getByteOffset();
            return skipSpace(prefix, end) == prefix.length ? FUNCTION : NDJSON;
        } catch (JacksonException cutOffOrBroken) {
            return ofLines(prefix, start);
        }
    }

    /** An object that does not end here is printed over several lines, or is the first of several lines. */
    private static InputKind ofLines(byte[] prefix, int start) {
        int end = start;
        while (end < prefix.length && prefix[end] != '\n') {
            end++;
        }
        int second = skipSpace(prefix, end);
        return second == prefix.length || prefix[second] == '{' ? NDJSON : FUNCTION;
    }

    private static int skipSpace(byte[] prefix, int from) {
        int at = from;
        while (at < prefix.length
                && (prefix[at] == ' ' || prefix[at] == '\t' || prefix[at] == '\r' || prefix[at] == '\n')) {
            at++;
        }
        return at;
    }
}

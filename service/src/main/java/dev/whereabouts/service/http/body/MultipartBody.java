package dev.whereabouts.service.http.body;

import dev.whereabouts.ssa.problem.InputException;
import dev.whereabouts.ssa.problem.Place;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.fileupload2.core.MultipartInput;
import org.springframework.http.ContentDisposition;
import org.springframework.http.MediaType;

/** The parts of a {@code multipart/form-data} body (RFC 7578), whose size is bounded before. */
public final class MultipartBody {

    private static final int MAX_PARTS = 16;
    private static final String DISPOSITION = "content-disposition:";

    private final Map<String, byte[]> parts = new HashMap<>();

    private MultipartBody() {}

    /** @throws InputException if the content type has none */
    public static String boundary(MediaType type) {
        String boundary = type.getParameter("boundary");
        if (boundary == null) {
            throw malformed("the Content-Type has no boundary");
        }
        return boundary;
    }

    /** @throws InputException if the body is not multipart with that boundary */
    public static MultipartBody read(InputStream body, String boundary) {
        MultipartBody read = new MultipartBody();
        try {
            MultipartInput input = MultipartInput.builder().setInputStream(body)
                    .setBoundary(unquoted(boundary).getBytes(StandardCharsets.ISO_8859_1)).get();
            boolean isMore = input.skipPreamble();
            while (isMore) {
                String name = name(input.readHeaders());
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                input.readBodyData(bytes);
                if (read.parts.put(name, bytes.toByteArray()) != null) {
                    throw malformed("the part \"" + name + "\" is there twice");
                }
                if (read.parts.size() > MAX_PARTS) {
                    throw malformed("there are more than " + MAX_PARTS + " parts");
                }
                isMore = input.readBoundary();
            }
            if (read.parts.isEmpty()) {
                throw malformed("the body has no part behind the boundary of its Content-Type");
            }
            return read;
        } catch (IOException | IllegalArgumentException e) {
            throw malformed("the body is not multipart/form-data with the boundary of its Content-Type");
        }
    }

    private static String unquoted(String boundary) {
        boolean isQuoted = boundary.length() > 1 && boundary.startsWith("\"") && boundary.endsWith("\"");
        return isQuoted ? boundary.substring(1, boundary.length() - 1) : boundary;
    }

    private static String name(String headers) {
        String name = headers.lines().filter(line -> line.regionMatches(true, 0, DISPOSITION, 0, DISPOSITION.length()))
                .map(line -> ContentDisposition.parse(line.substring(DISPOSITION.length()).strip()).getName())
                .findFirst().orElse(null);
        if (name == null) {
            throw malformed("a part has no name");
        }
        return name;
    }

    /** @throws InputException if there is no such part */
    public byte[] bytes(String name) {
        byte[] bytes = parts.get(name);
        if (bytes == null) {
            throw InputException.invalid(new Place.Pointer(""), "expected a part \"" + name + "\"");
        }
        return bytes;
    }

    /** @throws InputException if there is no such part */
    public InputStream part(String name) {
        return new ByteArrayInputStream(bytes(name));
    }

    private static InputException malformed(String detail) {
        return InputException.malformed(new Place.Pointer(""), detail);
    }
}

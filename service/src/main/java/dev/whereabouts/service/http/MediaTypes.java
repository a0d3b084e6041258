package dev.whereabouts.service.http;

import dev.whereabouts.service.loclists.Format;
import dev.whereabouts.service.loclists.Operation;
import dev.whereabouts.service.problem.Problem;
import dev.whereabouts.service.problem.ProblemException;
import dev.whereabouts.service.problem.ProblemType;
import dev.whereabouts.ssa.json.InputKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.util.MimeTypeUtils;

/** Which input a content type announces, and which format an Accept header asks for. */
public final class MediaTypes {

    public static final String NDJSON = "application/x-ndjson";

    static final String ELF = "application/x-elf";

    private MediaTypes() {}

    /** What a body of one of the content types that are read holds. */
    static InputKind kind(MediaType content) {
        return switch (content.getSubtype()) {
            case "json" -> InputKind.REQUEST;
            case "x-ndjson" -> InputKind.NDJSON;
            case "html" -> InputKind.SSA_HTML;
            default -> InputKind.DUMP;
        };
    }

    /** The formats in which an input can be answered, the usual one first. */
    static List<Format> formats(Operation operation, InputKind kind) {
        boolean isStream = kind == InputKind.NDJSON;
        Format usual = isStream ? Format.NDJSON : Format.JSON;
        Format other = isStream ? Format.JSON : Format.NDJSON;
        return switch (operation) {
            case FUNCTIONS -> List.of(usual, other);
            case LOCLISTS -> List.of(usual, other, Format.TEXT, Format.ELF);
        };
    }

    /**
     * The format that a client likes best, in the order of its preference.
     *
     * @param accept the header (RFC 9110 section 12.5.1); null where there is none
     */
    private static Optional<Format> preferred(String accept, List<Format> formats) {
        if (accept == null || accept.isBlank()) {
            return Optional.of(formats.getFirst());
        }
        try {
            List<MediaType> ranges = MediaType.parseMediaTypes(accept);
            MimeTypeUtils.sortBySpecificity(ranges);
            return ranges.stream().filter(range -> range.getQualityValue() > 0)
                    .sorted((a, b) -> Double.compare(b.getQualityValue(), a.getQualityValue()))
                    .flatMap(range -> formats.stream().filter(format -> range.includes(type(format)))).findFirst();
        } catch (InvalidMediaTypeException e) {
            return Optional.empty();
        }
    }

    /** As {@link #preferred}. @throws ProblemException if the client likes none of them */
    static Format required(String accept, List<Format> formats) {
        return preferred(accept, formats).orElseThrow(() -> new ProblemException(Problem.of(ProblemType.NOT_ACCEPTABLE,
                "this input can be answered with " + formats.stream().map(MediaTypes::type).map(MediaType::toString)
                        .collect(Collectors.joining(", ")))));
    }

    static MediaType type(Format format) {
        return switch (format) {
            case JSON -> MediaType.APPLICATION_JSON;
            case NDJSON -> MediaType.parseMediaType(NDJSON);
            case TEXT -> new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);
            case ELF -> MediaType.parseMediaType(ELF);
        };
    }
}

package dev.whereabouts.service.cli.report;

import java.nio.charset.StandardCharsets;

/** Tells files relative to a folder, as far as they lie in it, so that a report holds on every machine. */
final class SourceRoot {

    private static final String HERE = "./";
    private static final String UNRESERVED = "-._~";
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private final String prefix;

    /** @param folder absolute */
    SourceRoot(String folder) {
        prefix = folder.endsWith("/") ? folder : folder + "/";
    }

    /** Whether the file lies in the folder, or is named without one. */
    boolean holds(String file) {
        return !file.startsWith("/") || file.startsWith(prefix);
    }

    /** The file, relative to the folder where that {@linkplain #holds holds} it. */
    String relative(String file) {
        String inside = file.startsWith(prefix) ? file.substring(prefix.length()) : file;
        while (inside.startsWith(HERE)) {
            inside = inside.substring(HERE.length());
        }
        return inside;
    }

    /** The file as a URI reference (RFC 3986): relative, or of the scheme {@code file}. */
    String uri(String file) {
        StringBuilder uri = new StringBuilder(holds(file) ? "" : "file://");
        for (byte octet : relative(file).getBytes(StandardCharsets.UTF_8)) {
            char character = (char) (octet & 0xff);
            boolean isPlain = character >= 'a' && character <= 'z' || character >= 'A' && character <= 'Z'
                    || character >= '0' && character <= '9' || character == '/' || UNRESERVED.indexOf(character) >= 0;
            if (isPlain) {
                uri.append(character);
            } else {
                uri.append('%').append(HEX[character >> 4]).append(HEX[character & 0xf]);
            }
        }
        return uri.toString();
    }
}

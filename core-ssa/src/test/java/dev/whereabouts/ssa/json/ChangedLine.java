package dev.whereabouts.ssa.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Lines with something changed by chance, as often as not into what a reader may take for right. */
final class ChangedLine {

    private static final List<byte[]> PIECES = List
            .of("\"", "\\", "\\u0041", "\\n", "\0", "\t", "\r", " ", "  ", ",", ":", "{", "}", "[", "]", "0", "00", "-",
                    "-0",
                    "-1", "1.5", "1e2", ".", "e", "2147483647", "2147483648", "9223372036854775807",
                    "9223372036854775808", "-9223372036854775808", "-9223372036854775809", "18446744073709551617",
                    "\"0x1f\"", "null", "true", "false", "truex", "\"id\":1,", "\"op\":\"Arg\",", "\"pc\"", "\u00fc",
                    "\u4e16", "\u007f", "\"\"", "{}", "[]", "{\"variable\":0}", "x".repeat(24), "x".repeat(25))
            .stream().map(piece -> piece.getBytes(StandardCharsets.UTF_8)).toList();

    private ChangedLine() {}

    static byte[] of(byte[] line, Random random) {
        byte[] changed = line;
        for (int i = random.nextInt(3); i >= 0 && changed.length > 0; i--) {
            int from = random.nextInt(changed.length);
            int to = Math.min(changed.length, from + random.nextInt(4));
            changed = switch (random.nextInt(5)) {
                case 0 -> spliced(changed, from, new byte[]{(byte) noNewline(random.nextInt(256))}, to);
                case 1 -> spliced(changed, from, new byte[0], to);
                case 2 -> Arrays.copyOf(changed, from);
                case 3 -> number(changed, from, random);
                default -> spliced(changed, from, PIECES.get(random.nextInt(PIECES.size())),
                        random.nextBoolean() ? from : to);
            };
        }
        return changed;
    }

    /** Changes the number behind a place, if there is one. */
    private static byte[] number(byte[] line, int near, Random random) {
        int from = near;
        while (from < line.length && (line[from] < '0' || line[from] > '9')) {
            from++;
        }
        int to = from;
        while (to < line.length && line[to] >= '0' && line[to] <= '9') {
            to++;
        }
        return spliced(line, from, PIECES.get(random.nextInt(PIECES.size())), to);
    }

    private static byte[] spliced(byte[] line, int from, byte[] piece, int to) {
        byte[] spliced = Arrays.copyOf(line, from + piece.length + line.length - to);
        System.arraycopy(piece, 0, spliced, from, piece.length);
        System.arraycopy(line, to, spliced, from + piece.length, line.length - to);
        return spliced;
    }

    private static int noNewline(int one) {
        return one == '\n' ? ' ' : one;
    }
}

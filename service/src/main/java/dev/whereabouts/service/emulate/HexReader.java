package dev.whereabouts.service.emulate;

import dev.whereabouts.amd64.memory.GuestMemory;
import java.io.Reader;
import java.util.HexFormat;

/** A guest's bytes as hexadecimal digits, made as they are read, since as a string they would take twice as much as the guest. */
final class HexReader extends Reader {

    private static final HexFormat HEX = HexFormat.of();

    private final GuestMemory guest;
    private final long to;
    private final byte[] page = new byte[GuestMemory.PAGE];
    private long at;
    /** The second digit of the byte before, where only the first had room; or 0. */
    private char second;

    /** @param to exclusive */
    HexReader(GuestMemory guest, long from, long to) {
        this.guest = guest;
        this.at = from;
        this.to = to;
    }

    @Override
    public int read(char[] into, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        int end = offset + length;
        int next = offset;
        if (second != 0) {
            into[next++] = second;
            second = 0;
        }
        int bytes = (int) Math.min(Math.min(page.length, to - at), (end - next + 1) / 2);
        guest.peek(at, page, 0, bytes);
        at += bytes;
        for (int i = 0; i < bytes; i++) {
            into[next++] = HEX.toHighHexDigit(page[i]);
            char low = HEX.toLowHexDigit(page[i]);
            if (next < end) {
                into[next++] = low;
            } else {
                second = low;
            }
        }
        return next == offset ? -1 : next - offset;
    }

    @Override
    public void close() {
        // nothing is open
    }
}

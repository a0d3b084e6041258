package dev.whereabouts.amd64.linux;

import dev.whereabouts.amd64.linux.abi.Errno;
import dev.whereabouts.amd64.linux.abi.Failure;
import dev.whereabouts.amd64.memory.GuestMemory;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Text in a guest's memory: bytes up to a zero. Bytes are taken for ISO 8859-1, so that any path is kept as it is. */
final class GuestText {

    private static final int MAX_PATH = 4096;

    private GuestText() {}

    /** @throws Failure ENAMETOOLONG beyond 4,096 bytes */
    static String path(GuestMemory memory, long address) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < MAX_PATH; i++) {
            int next = memory.readByte(address + i);
            if (next == 0) {
                return bytes.toString(StandardCharsets.ISO_8859_1);
            }
            bytes.write(next);
        }
        throw new Failure(Errno.ENAMETOOLONG);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The characters that a text given in Unicode has in here: one for each byte of UTF-8. */
    static String fromUnicode(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}

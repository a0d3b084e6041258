package dev.whereabouts.debugcall.value;

import dev.whereabouts.amd64.cpu.GuestFault;
import dev.whereabouts.amd64.memory.GuestMemory;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A string of the program.
 *
 * @param bytes        as many as were read
 * @param length       bytes, as the program says
 * @param unreadableAt the first address that could not be read
 */
public record GoString(byte[] bytes, long length, OptionalLong unreadableAt) {

    /** How many bytes of a string are read. */
    public static final int MAX_BYTES = 1 << 16;

    private static final int WORD = 8;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** The string whose pointer and length are at an address. */
    public static GoString readHeader(GuestMemory memory, long address) {
        byte[] header = new byte[2 * WORD];
        try {
            memory.peek(address, header, 0, header.length);
        } catch (GuestFault e) {
            return unreadable(address, 0);
        }
        return read(memory, Image.word(header, 0), Image.word(header, WORD), MAX_BYTES);
    }

    /** The string at an address. @param most bytes that are read */
    static GoString read(GuestMemory memory, long pointer, long length, int most) {
        byte[] bytes = new byte[Math.clamp(length, 0, most)];
        try {
            memory.peek(pointer, bytes, 0, bytes.length);
        } catch (GuestFault e) {
            return unreadable(pointer, length);
        }
        return new GoString(bytes, length, OptionalLong.empty());
    }

    private static GoString unreadable(long address, long length) {
        return new GoString(new byte[0], length, OptionalLong.of(address));
    }

    /** What was read as text, with replacement characters for what is not UTF-8. */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** As JSON: text where it is all there and is UTF-8. */
    JsonNode json() {
        if (unreadableAt.isPresent()) {
            return Image.unreadable(unreadableAt.getAsLong());
        }
        byte[] shown = length == bytes.length ? bytes : Arrays.copyOf(bytes, wholeCharacters());
        ObjectNode object = NODES.objectNode();
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(shown)).toString();
            if (length == bytes.length) {
                return NODES.stringNode(text);
            }
            object.put("text", text);
        } catch (CharacterCodingException e) {
            object.put("bytes", HexFormat.of().formatHex(shown));
        }
        if (length != bytes.length) {
            object.set("length", Image.integer(length, true));
        }
        return object;
    }

    /** Without a character at the end that was cut through: a character has at most three bytes that continue it. */
    private int wholeCharacters() {
        int end = bytes.length;
        for (int back = 1; back <= 4 && back <= end; back++) {
            int lead = bytes[end - back] & 0xff;
            if (lead < 0x80) {
                return end;
            }
            if (lead >= 0xc0) {
                int size = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
                return size > back ? end - back : end;
            }
        }
        return end;
    }
}

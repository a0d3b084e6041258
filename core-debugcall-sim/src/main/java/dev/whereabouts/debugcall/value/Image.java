package dev.whereabouts.debugcall.value;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Numbers in images, little-endian, and how JSON shows them. */
final class Image {

    private static final int WORD = 8;
    /** Every whole number up to this one is one in JSON's usual readers, too. */
    private static final long EXACT = 1L << 53;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Image() {}

    static long word(byte[] image, int at) {
        return ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN).getLong(at);
    }

    static void putWord(byte[] image, int at, long value) {
        ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN).putLong(at, value);
    }

    /** @param size bytes, 1 to 8 */
    static long unsigned(byte[] image, int at, int size) {
        long value = 0;
        for (int i = 0; i < size; i++) {
            value |= (image[at + i] & 0xffL) << 8 * i;
        }
        return value;
    }

    /** @param size bytes, 1 to 8 */
    static long signed(byte[] image, int at, int size) {
        int above = Long.SIZE - 8 * size;
        return unsigned(image, at, size) << above >> above;
    }

    /** @param size bytes, 1 to 8 */
    static void put(byte[] image, int at, int size, long value) {
        for (int i = 0; i < size; i++) {
            image[at + i] = (byte) (value >>> 8 * i);
        }
    }

    static byte[] ofWord(long value) {
        byte[] image = new byte[WORD];
        putWord(image, 0, value);
        return image;
    }

    static String hex(long value) {
        return "0x" + Long.toHexString(value);
    }

    /** A number where JSON's usual readers keep it, else {@code "0x…"}. */
    static JsonNode integer(long value, boolean isSigned) {
        boolean isExact = isSigned ? Math.abs(value) <= EXACT && value != Long.MIN_VALUE : value >= 0 && value <= EXACT;
        return isExact ? NODES.numberNode(value) : NODES.stringNode(hex(value));
    }

    static JsonNode address(long value) {
        return value == 0 ? NODES.nullNode() : NODES.stringNode(hex(value));
    }

    static JsonNode unreadable(long address) {
        return NODES.objectNode().put("unreadable", hex(address));
    }
}

package dev.whereabouts.service;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;

/** Programs of a few instructions behind the smallest headers that an ELF file can have. */
public final class TinyProgram {

    /** write(1, its own first 4 bytes, 4), exit_group(3): 8 instructions. */
    public static final String WRITE_AND_EXIT = "b801000000" + "bf01000000" + "be00004000" + "ba04000000" + "0f05"
            + "b8e7000000" + "bf03000000" + "0f05";

    /** Copies one byte of standard input to standard output by way of its stack, and ends with that byte. */
    public static final String ECHO = "31c0" + "31ff" + "4889e6" + "ba01000000" + "0f05" + "b801000000" + "bf01000000"
            + "0f05" + "0fb63e" + "b8e7000000" + "0f05";

    /** jmp to itself. */
    public static final String LOOP = "ebfe";

    /** ud2. */
    public static final String ILLEGAL = "0f0b";

    private static final int HEADERS = 64 + 56;
    private static final long BASE = 0x400000;

    private TinyProgram() {}

    /** @param code in hex, executed from its first byte */
    public static byte[] elf(String code) {
        byte[] bytes = HexFormat.of().parseHex(code);
        ByteBuffer file = ByteBuffer.allocate(HEADERS + bytes.length).order(ByteOrder.LITTLE_ENDIAN);
        file.put(new byte[]{0x7f, 'E', 'L', 'F', 2, 1, 1}).position(16);
        file.putShort((short) 2).putShort((short) 62).putInt(1).putLong(BASE + HEADERS).putLong(64).putLong(0).putInt(0)
                .putShort((short) 64).putShort((short) 56).putShort((short) 1).putShort((short) 0).putShort((short) 0)
                .putShort((short) 0);
        file.putInt(1).putInt(5).putLong(0).putLong(BASE).putLong(BASE).putLong(file.capacity())
                .putLong(file.capacity()).putLong(4096);
        return file.put(bytes).array();
    }
}

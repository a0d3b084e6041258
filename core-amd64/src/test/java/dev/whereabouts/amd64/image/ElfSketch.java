package dev.whereabouts.amd64.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Small ELF programs for tests: code at 0x401000, one writable page behind it, a symbol table. Fields can be damaged before it is made. */
public final class ElfSketch {

    public static final long CODE = 0x401000;
    public static final long DATA = 0x402000;

    private static final int PROGRAM_HEADERS = 64;
    private static final int PAGE = 4096;

    private final byte[] code;
    private final List<Symbol> symbols = new ArrayList<>();

    private ElfSketch(byte[] code) {
        this.code = code;
    }

    /** @param code at most a page */
    public static ElfSketch of(int... code) {
        byte[] bytes = new byte[code.length];
        for (int i = 0; i < code.length; i++) {
            bytes[i] = (byte) code[i];
        }
        return new ElfSketch(bytes);
    }

    public ElfSketch symbol(String name, long address, long size) {
        symbols.add(new Symbol(name, address, size, Symbol.Kind.FUNCTION));
        return this;
    }

    public Image image() {
        return Image.read(bytes());
    }

    public byte[] bytes() {
        StringBuilder names = new StringBuilder("\0");
        ByteBuffer table = little(24 * (symbols.size() + 1));
        table.position(24);
        for (Symbol symbol : symbols) {
            table.putInt(names.length()).put((byte) 0x12).put((byte) 0).putShort((short) 1).putLong(symbol.address())
                    .putLong(symbol.size());
            names.append(symbol.name()).append('\0');
        }
        byte[] strings = names.toString().getBytes(StandardCharsets.UTF_8);
        byte[] sectionNames = "\0.text\0.symtab\0.strtab\0.bss\0".getBytes(StandardCharsets.UTF_8);
        int tableAt = 3 * PAGE;
        int stringsAt = tableAt + table.capacity();
        int sectionNamesAt = stringsAt + strings.length;
        int sectionsAt = sectionNamesAt + sectionNames.length + 7 & -8;
        ByteBuffer file = little(sectionsAt + 6 * 64);
        file.put(new byte[]{0x7f, 'E', 'L', 'F', 2, 1, 1}).position(16);
        file.putShort((short) 2).putShort((short) 62).putInt(1).putLong(CODE).putLong(PROGRAM_HEADERS)
                .putLong(sectionsAt).putInt(0).putShort((short) 64).putShort((short) 56).putShort((short) 2)
                .putShort((short) 64).putShort((short) 6).putShort((short) 5);
        segment(file, 5, 0, CODE - PAGE, PAGE + code.length, PAGE + code.length);
        segment(file, 6, 2 * PAGE, DATA, 16, 2 * PAGE);
        file.put(PAGE, code);
        file.put(tableAt, table.array());
        file.put(stringsAt, strings);
        file.put(sectionNamesAt, sectionNames);
        file.position(sectionsAt + 64);
        section(file, 1, 1, CODE, PAGE, code.length, 0);
        section(file, 7, 2, 0, tableAt, table.capacity(), 3);
        section(file, 15, 3, 0, stringsAt, strings.length, 0);
        section(file, 23, 8, DATA + 16, 1 << 30, PAGE, 0);
        section(file, 0, 3, 0, sectionNamesAt, sectionNames.length, 0);
        return file.array();
    }

    private static void segment(ByteBuffer file, int flags, long offset, long address, long fileBytes, long size) {
        file.putInt(1).putInt(flags).putLong(offset).putLong(address).putLong(address).putLong(fileBytes).putLong(size)
                .putLong(PAGE);
    }

    private static void section(ByteBuffer file, int name, int type, long address, long offset, long size, int link) {
        file.putInt(name).putInt(type).putLong(0).putLong(address).putLong(offset).putLong(size).putInt(link).putInt(0)
                .putLong(1).putLong(24);
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}

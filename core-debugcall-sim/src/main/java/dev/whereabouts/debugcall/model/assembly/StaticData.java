package dev.whereabouts.debugcall.model.assembly;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A section of static data at a known address: objects one behind the other, with pointers to labels that are filled in at the end. */
public final class StaticData {

    private record Pointer(int at, Label to) {}

    private final long base;
    private final List<Pointer> pointers = new ArrayList<>();
    private byte[] bytes = new byte[256];
    private int initialized;
    private int size;

    public StaticData(long base) {
        this.base = base;
    }

    /** Room for an object, zero at first. @param alignment a power of two */
    public Label reserve(String name, int bytes, int alignment) {
        size = size + alignment - 1 & -alignment;
        Label label = Label.at(name, base + size);
        size += bytes;
        return label;
    }

    /** The bytes of a string. */
    public Label text(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        Label label = reserve(text, encoded.length, 1);
        write((int) (label.address() - base), encoded);
        return label;
    }

    /** Sets a word of an object. */
    public void word(Label object, int offset, long value) {
        byte[] encoded = new byte[8];
        for (int i = 0; i < 8; i++) {
            encoded[i] = (byte) (value >>> 8 * i);
        }
        write((int) (object.address() - base) + offset, encoded);
    }

    /** Sets a word of an object to the address of a label. */
    public void pointer(Label object, int offset, Label to) {
        pointers.add(new Pointer((int) (object.address() - base) + offset, to));
    }

    private void write(int at, byte[] source) {
        int end = at + source.length;
        if (end > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(end, 2 * bytes.length));
        }
        System.arraycopy(source, 0, bytes, at, source.length);
        initialized = Math.max(initialized, end);
    }

    public long base() {
        return base;
    }

    /** Bytes, those that are zero at first included. */
    public int size() {
        return size;
    }

    /** The first bytes, up to the last that is not zero at first. The labels must know their addresses. */
    public byte[] contents() {
        for (Pointer pointer : pointers) {
            word(Label.at("", base + pointer.at()), 0, pointer.to().address());
        }
        return Arrays.copyOf(bytes, initialized);
    }
}

package dev.whereabouts.debugcall.binary;

import dev.whereabouts.amd64.image.Section;
import dev.whereabouts.amd64.image.Segment;
import dev.whereabouts.debugcall.binary.section.Bytes;
import dev.whereabouts.debugcall.binary.section.Cursor;
import dev.whereabouts.debugcall.binary.section.FileMemory;
import java.util.Optional;

/**
 * Finds the version of Go that a binary was built with.
 *
 * <p>Source of the rule: {@code debug/buildinfo} of Go's library: a block of 32 bytes that begins with a magic text, at the start of the data; the
 * version is a text behind it (from Go 1.18 on), or a pointer to a string.
 */
final class BuildInformation {

    private static final String MAGIC = "\u00ff Go buildinf:";
    private static final int ALIGNMENT = 16;
    private static final int HEADER = 32;
    private static final int FLAGS = 15;
    private static final int INLINE = 2;
    private static final int POINTER = 16;
    private static final int MAX_VERSION = 256;

    /** As far into the data as Go's own tools look. */
    private static final int SEARCHED = 1 << 20;

    private final FileMemory memory;

    BuildInformation(FileMemory memory) {
        this.memory = memory;
    }

    /** Such as {@code go1.26.8}; empty where the binary does not say. */
    Optional<String> version() {
        Optional<Section> section = memory.image().section(".go.buildinfo");
        if (section.isPresent()) {
            Optional<Bytes> bytes = memory.from(".go.buildinfo", section.get().address());
            if (bytes.isPresent()) {
                return bytes.flatMap(this::search);
            }
        }
        for (Segment segment : memory.image().segments()) {
            if (segment.writable()) {
                Optional<String> found = search(memory.bytes("the data segment", segment));
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<String> search(Bytes bytes) {
        int end = Math.min(bytes.size(), SEARCHED) - HEADER;
        for (int at = 0; at <= end; at += ALIGNMENT) {
            if (isMagic(bytes, at)) {
                return text(bytes, at);
            }
        }
        return Optional.empty();
    }

    private static boolean isMagic(Bytes bytes, int at) {
        for (int i = 0; i < MAGIC.length(); i++) {
            if (bytes.u8(at + i) != MAGIC.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private Optional<String> text(Bytes bytes, int at) {
        if ((bytes.u8(at + FLAGS) & INLINE) != 0) {
            Cursor cursor = new Cursor(bytes, at + HEADER);
            long length = cursor.uleb();
            return length <= 0 || length > MAX_VERSION
                    ? Optional.empty()
                    : Optional.of(bytes.text(cursor.at(), length));
        }
        return memory.from("the version's string", bytes.i64(at + POINTER)).flatMap(string -> {
            long length = string.i64(8);
            return length <= 0 || length > MAX_VERSION
                    ? Optional.empty()
                    : memory.from("the version", string.i64(0)).map(text -> text.text(0, length));
        });
    }
}

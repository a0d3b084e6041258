package dev.whereabouts.debugcall.binary.dwarf;

import dev.whereabouts.amd64.image.Image;
import dev.whereabouts.amd64.image.Section;
import dev.whereabouts.debugcall.binary.section.BinaryException;
import dev.whereabouts.debugcall.binary.section.Bytes;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The debug sections of an image, unpacked: compressed as ELF says (gABI, "Section Compression"), or as Go did before (a section {@code .zdebug_…} that
 * begins with {@code ZLIB} and its size).
 */
final class DebugSections {

    private static final int COMPRESSION_HEADER = 24;
    private static final int ZLIB = 1;
    private static final int OLD_HEADER = 12;

    /** No unpacked section is larger; the packed ones are bounded by the file. */
    private static final long MAX_SIZE = 1 << 28;

    /** Deflate cannot do better (RFC 1951). */
    private static final long MAX_RATIO = 1032;

    private final Image image;
    private final Map<String, Bytes> read = new ConcurrentHashMap<>();

    DebugSections(Image image) {
        this.image = image;
    }

    /** The section {@code .debug_NAME}; without bytes where there is none. */
    Bytes section(String name) {
        return read.computeIfAbsent(name, this::load);
    }

    private Bytes load(String name) {
        Optional<Section> section = image.section(".debug_" + name).filter(each -> each.type() != Section.NO_BITS);
        if (section.isPresent()) {
            Bytes bytes = bytes(section.get());
            return (section.get().flags() & Section.COMPRESSED) == 0 ? bytes : unpacked(bytes);
        }
        return image.section(".zdebug_" + name).filter(each -> each.type() != Section.NO_BITS)
                .map(each -> unpackedOld(bytes(each))).orElseGet(() -> Bytes.of(".debug_" + name, new byte[0]));
    }

    private Bytes bytes(Section section) {
        return new Bytes(section.name(), image.bytes(), (int) section.offset(), (int) section.size());
    }

    private static Bytes unpacked(Bytes bytes) {
        if (bytes.u32(0) != ZLIB) {
            throw new BinaryException(
                    bytes.name() + " is compressed by method " + bytes.u32(0) + "; only zlib (1) is read");
        }
        return inflate(bytes.from(COMPRESSION_HEADER), bytes.i64(8));
    }

    private static Bytes unpackedOld(Bytes bytes) {
        if (!bytes.text(0, 4).equals("ZLIB")) {
            throw new BinaryException(bytes.name() + " does not begin with ZLIB");
        }
        return inflate(bytes.from(OLD_HEADER), Long.reverseBytes(bytes.i64(4)));
    }

    private static Bytes inflate(Bytes packed, long size) {
        if (size < 0 || size > MAX_SIZE || size > (packed.size() + 1) * MAX_RATIO) {
            throw new BinaryException(packed.name() + " claims to unpack to " + Long.toUnsignedString(size) + " bytes; "
                    + Math.min(MAX_SIZE, (packed.size() + 1) * MAX_RATIO) + " are the most");
        }
        byte[] into = new byte[(int) size];
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(packed.file(), packed.from(), packed.size());
            int done = 0;
            while (done < into.length) {
                int count = inflater.inflate(into, done, into.length - done);
                if (count == 0) {
                    throw new BinaryException(packed.name() + " unpacks to " + done + " bytes, not to " + size);
                }
                done += count;
            }
        } catch (DataFormatException e) {
            throw new BinaryException(packed.name() + " cannot be unpacked: " + e.getMessage(), e);
        } finally {
            inflater.end();
        }
        return Bytes.of(packed.name(), into);
    }
}

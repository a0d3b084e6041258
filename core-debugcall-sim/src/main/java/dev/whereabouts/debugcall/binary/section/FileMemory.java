package dev.whereabouts.debugcall.binary.section;

import dev.whereabouts.amd64.image.Image;
import dev.whereabouts.amd64.image.Segment;
import java.util.Optional;

/** The memory of a program as its file gives it, at the file's own addresses, before anything of it was executed. */
public record FileMemory(Image image) {

    /** The bytes from an address to the end of its segment's part of the file. */
    public Optional<Bytes> from(String name, long address) {
        for (Segment segment : image.segments()) {
            long offset = address - segment.address();
            if (offset >= 0 && offset < segment.fileBytes()) {
                return Optional.of(bytes(name, segment).from(offset));
            }
        }
        return Optional.empty();
    }

    /** All of a segment that the file has. */
    public Bytes bytes(String name, Segment segment) {
        return new Bytes(name, image.bytes(), (int) segment.offset(), (int) segment.fileBytes());
    }
}

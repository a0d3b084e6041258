package dev.whereabouts.ssa.dwarf;

import dev.whereabouts.ssa.problem.InputException;
import dev.whereabouts.ssa.problem.Place;

/** What a decoder makes of bytes. */
public sealed interface Decoding<T> {

    /** The bytes are well-formed. */
    record Decoded<T>(T value) implements Decoding<T> {}

    /**
     * The bytes are not.
     *
     * @param offset of the byte at fault, in the bytes given to the decoder
     * @param detail what is wrong, for a person
     */
    record Malformed<T>(int offset, String detail) implements Decoding<T> {}

    /**
     * The value.
     *
     * @param place where in the input the bytes stand, for the message
     * @throws InputException if the bytes are malformed
     */
    default T orThrow(Place place) {
        return switch (this) {
            case Decoded<T>(T value) -> value;
            case Malformed<T>(int offset, String detail) -> throw InputException.malformed(place,
                    "at byte " + offset + ": " + detail);
        };
    }
}

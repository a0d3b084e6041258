package dev.whereabouts.debugcall.value;

import dev.whereabouts.amd64.cpu.GuestFault;
import dev.whereabouts.debugcall.target.Target;
import java.util.Optional;

/** Reads empty interfaces, such as the value of a panic. */
public final class InterfaceReader {

    private static final int WORD = 8;

    private InterfaceReader() {}

    /**
     * The interface whose two words are at an address; empty for nil. A pointer is followed once; a struct of one string is its text. Where the
     * words cannot be read, type and value say so.
     */
    public static Optional<InterfaceValue> readEmpty(long address, Target target) {
        byte[] words = new byte[2 * WORD];
        try {
            target.memory().peek(address, words, 0, words.length);
        } catch (GuestFault e) {
            return Optional.of(new InterfaceValue("unreadable", Image.unreadable(address), 0, 0));
        }
        long typeWord = Image.word(words, 0);
        return typeWord == 0
                ? Optional.empty()
                : Optional.of(new ValueDecoder(target).dynamic(typeWord, Image.word(words, WORD)));
    }
}

package dev.whereabouts.debugcall.model.assembly;

/** A vector register, of which only the lowest 128 bits are used. */
public record Xmm(int number) {

    public Xmm {
        if (number < 0 || number > 15) {
            throw new IllegalArgumentException("there is no XMM" + number);
        }
    }
}

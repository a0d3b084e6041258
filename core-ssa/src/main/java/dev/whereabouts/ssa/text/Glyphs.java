package dev.whereabouts.ssa.text;

import java.nio.charset.Charset;

/** The characters that a text is drawn with. */
public enum Glyphs {

    /** Block characters and arrows. */
    UNICODE(" ░▒▓█", '│', "·", "→", "└", '…'),

    /** For outputs that cannot show others. */
    ASCII(" .-+#", '|', "-", "->", "'", '~');

    /** A cell that lacks less than this share of density is as good as full: the sums are of rounded parts. */
    private static final double FULL = 1 - 1e-9;

    private final String shades;
    private final char border;
    private final String absent;
    private final String arrow;
    private final String reason;
    private final char ellipsis;

    Glyphs(String shades, char border, String absent, String arrow, String reason, char ellipsis) {
        this.shades = shades;
        this.border = border;
        this.absent = absent;
        this.arrow = arrow;
        this.reason = reason;
        this.ellipsis = ellipsis;
    }

    /** What an output's character set can show. */
    public static Glyphs of(Charset charset) {
        return charset.canEncode() && charset.newEncoder().canEncode("░▒▓█│·→└…") ? UNICODE : ASCII;
    }

    /** The shade of a density from 0 to 1: blank only for none, full only for all, and thirds between. */
    char shade(double density) {
        if (density <= 0) {
            return shades.charAt(0);
        }
        return shades.charAt(density >= FULL ? 4 : 1 + Math.min((int) (density * 3), 2));
    }

    char border() {
        return border;
    }

    /** A piece that is nowhere. */
    String absent() {
        return absent;
    }

    String arrow() {
        return arrow;
    }

    /** Before the reason for what stands above it. */
    String reason() {
        return reason;
    }

    char ellipsis() {
        return ellipsis;
    }
}

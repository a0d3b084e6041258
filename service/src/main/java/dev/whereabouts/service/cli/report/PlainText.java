package dev.whereabouts.service.cli.report;

/** Text out of an input, made fit for any document. */
final class PlainText {

    private static final int REPLACEMENT = 0xfffd;

    private PlainText() {}

    /**
     * The text with U+FFFD for every character that XML 1.0 cannot hold (section 2.2: controls, surrogates without their other half,
     * U+FFFE and U+FFFF), and for those that change how the text around them is shown. Line feeds and tabs stay.
     */
    static String lines(String text) {
        return text.codePoints().allMatch(PlainText::isPlain)
                ? text
                : text.codePoints().map(c -> isPlain(c) ? c : REPLACEMENT)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }

    /** The same in one line. */
    static String line(String text) {
        return lines(text).replace('\n', ' ').replace('\t', ' ');
    }

    private static boolean isPlain(int character) {
        if (character == '\n' || character == '\t') {
            return true;
        }
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE ->
                false;
            default -> (character & 0xfffe) != 0xfffe;
        };
    }
}

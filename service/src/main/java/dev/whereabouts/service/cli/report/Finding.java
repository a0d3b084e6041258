package dev.whereabouts.service.cli.report;

/**
 * Something that was found in a case.
 *
 * @param rule      the id of a {@link Rule}
 * @param isFailure whether it fails the command, or would if it was asked to
 * @param isShown   whether code scanning shall show it; what was expected is of no interest there
 * @param subject   what in the case it is about, such as a variable; may be empty
 * @param message   may have several lines
 */
public record Finding(String rule, Level level, boolean isFailure, boolean isShown, String subject, String message,
        SourcePlace place) {

    /** The message with what it is about. */
    String sentence() {
        return subject.isEmpty() ? message : subject + ": " + message;
    }
}

package dev.whereabouts.debugcall.transcript;

/**
 * An expectation of the script that did not come true.
 *
 * @param pointer JSON pointer of the expectation in the script
 * @param event   number of the last event when it was judged
 */
public record Failure(String pointer, int event, String expected, String actual) {}

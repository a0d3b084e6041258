package dev.whereabouts.debugcall.diagnosis;

/**
 * A rule that was broken.
 *
 * @param event  number of the transcript's event at which it shows
 * @param detail what was done and what comes of it, with values
 */
public record Diagnosis(Rule rule, Severity severity, int event, String detail) {}

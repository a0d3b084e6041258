package dev.whereabouts.service.cli.report;

/**
 * What findings are instances of.
 *
 * @param id      the same from version to version
 * @param summary what is wrong, in a sentence
 * @param help    what comes of it, or what to do
 * @param level   of most of its findings
 */
public record Rule(String id, String summary, String help, Level level) {}

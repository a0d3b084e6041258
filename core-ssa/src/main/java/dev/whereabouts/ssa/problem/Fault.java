package dev.whereabouts.ssa.problem;

/**
 * One thing that is wrong.
 *
 * @param place  where
 * @param detail what, and what would be right: a sentence for a person, without quoting more than a short excerpt of the input
 */
public record Fault(Place place, String detail) {}

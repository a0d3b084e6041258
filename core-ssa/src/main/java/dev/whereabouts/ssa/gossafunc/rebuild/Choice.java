package dev.whereabouts.ssa.gossafunc.rebuild;

import java.util.List;

/**
 * Something that the dump leaves open.
 *
 * @param variable the variable whose lists depend on it
 * @param question what is open, and what would settle it
 * @param choices  what it may be; the function was built with the first
 */
public record Choice(String variable, String question, List<String> choices) {

    public Choice {
        choices = List.copyOf(choices);
    }
}

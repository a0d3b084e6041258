package dev.whereabouts.debugcall.transcript;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.debugcall.session.Change;
import dev.whereabouts.debugcall.target.Goroutine;
import java.util.List;
import java.util.Optional;

/**
 * Where the program is stopped.
 *
 * @param at        the place of RIP, such as {@code main.target+0xe}; an address where nothing is known of it
 * @param goroutine of the thread that stopped
 * @param registers not to be changed
 * @param changed   since the site before, in the registers' order
 * @param stack     the words at SP
 */
public record Site(String at, Optional<Goroutine> goroutine, Cpu registers, List<Change> changed,
        List<StackWord> stack) {

    public Site {
        changed = List.copyOf(changed);
        stack = List.copyOf(stack);
    }
}

package dev.whereabouts.service.debugcall;

import java.util.List;

/**
 * What to tell of a Go binary, as the JSON has it.
 *
 * @param program   left out where it is a part of its own
 * @param functions names; if left out all, or that of {@code nearest} where that is given
 */
record SafePointsRequest(Program program, List<String> functions, Nearest nearest) {

    /** @param elf in base64 */
    record Program(String elf) {}

    /** @param pc the address, as {@code "0x…"}, for which the nearest safe one is asked */
    record Nearest(String pc) {}
}

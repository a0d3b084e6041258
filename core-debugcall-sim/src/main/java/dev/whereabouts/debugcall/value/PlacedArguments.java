package dev.whereabouts.debugcall.value;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Arguments where the function expects them.
 *
 * @param registers by their names in Intel's manual, in the order of assignment; of XMM the low 64 bits, those above are 0
 * @param frame     for the stack pointer at the call: arguments, then zeros for results and spill area
 * @param frameSize bytes of the frame
 * @param writes    what arguments point to
 */
public record PlacedArguments(Map<String, Long> registers, byte[] frame, long frameSize, List<MemoryWrite> writes) {

    public PlacedArguments {
        registers = Collections.unmodifiableMap(new LinkedHashMap<>(registers));
        writes = List.copyOf(writes);
    }
}

package dev.whereabouts.service.emulate;

import dev.whereabouts.amd64.state.RegisterName;
import java.util.List;
import java.util.Map;

/**
 * What to execute, as the JSON has it: a machine state, or a program.
 *
 * @param memory       of a state: its regions
 * @param registers    of a state: values as {@code "0x…"}, by the names of {@link RegisterName}
 * @param instructions of a state: how many to execute at most; 1 if left out
 * @param elf          a program, in base64
 * @param argv         of a program: its arguments, its own name first
 * @param env          of a program: its environment
 * @param stdin        of a program: its standard input, as UTF-8
 * @param files        of a program: contents in base64 by absolute path
 * @param random       of a program: the 16 bytes of AT_RANDOM in hex
 * @param limits       of a program: bounds by the names of the budget's resources
 */
record EmulationRequest(List<Region> memory, Map<String, String> registers, Long instructions, String elf,
        List<String> argv, Map<String, String> env, String stdin, Map<String, String> files, String random,
        Map<String, Long> limits) {

    /**
     * A region of memory.
     *
     * @param address of a page
     * @param size    bytes, whole pages
     * @param access  letters of {@code rwx}
     * @param fill    one byte in hex; 00 if left out
     */
    record Region(String address, Long size, String access, String fill, List<Data> data) {}

    /** Bytes in hex at an address within the region. */
    record Data(String at, String bytes) {}

    boolean hasState() {
        return memory != null || registers != null || instructions != null;
    }

    boolean hasProgramSettings() {
        return argv != null || env != null || stdin != null || files != null || random != null || limits != null;
    }
}

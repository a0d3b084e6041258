package dev.whereabouts.amd64.linux;

import dev.whereabouts.amd64.cpu.Cpu;

/** A running hash of registers, to tell whether two runs went the same way. */
final class TraceHash {

    /** An odd number without a pattern (the golden ratio's fraction). */
    private static final long FACTOR = 0x9e3779b97f4a7c15L;

    private long value;

    void add(Cpu cpu, int thread) {
        long hash = value ^ thread;
        for (long register : cpu.gpr) {
            hash = (hash ^ register) * FACTOR;
        }
        hash = (hash ^ cpu.rip) * FACTOR;
        hash = (hash ^ cpu.rflags()) * FACTOR;
        value = hash ^ hash >>> 32;
    }

    long value() {
        return value;
    }
}

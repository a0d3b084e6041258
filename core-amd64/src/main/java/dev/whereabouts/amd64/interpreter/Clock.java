package dev.whereabouts.amd64.interpreter;

import dev.whereabouts.amd64.cpu.Cpu;

/** What RDTSC reads. */
@FunctionalInterface
public interface Clock {

    /** @return ticks, never fewer than before; {@link Cpu#executed} is exact at the time of the call */
    long ticks(Cpu cpu);
}

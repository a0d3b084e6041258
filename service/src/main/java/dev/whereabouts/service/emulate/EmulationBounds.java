package dev.whereabouts.service.emulate;

/**
 * What one state may use at most.
 *
 * @param memoryBytes  of the guest's memory
 * @param instructions executed
 */
record EmulationBounds(long memoryBytes, long instructions) {}

package dev.whereabouts.debugcall.target;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.linux.Pause;
import dev.whereabouts.amd64.memory.GuestMemory;
import dev.whereabouts.debugcall.protocol.Version;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A program that is stopped for a debugger. Used by one thread at a time; the same steps give the same states, whoever repeats them. */
public interface Target {

    /** The version of the protocol that its runtime speaks. */
    Version protocol();

    /** The registers of the thread that stopped; to be changed at will. */
    Cpu cpu();

    /** The memory of the program, with the program's own protection: writing where it may not write faults. */
    GuestMemory memory();

    /** The thread that stopped. */
    int threadId();

    /** The goroutine of the thread that stopped; empty before the program has any. */
    Optional<Goroutine> goroutine();

    /** A goroutine by its id, running or not. */
    Optional<Goroutine> goroutine(long id);

    /** Lets all threads run to the next trap, stop, or end. INT3 and single steps pause it, with RIP behind them. */
    Pause resume() throws InterruptedException;

    /** Lets all threads run for at most so many instructions. */
    Pause run(long instructions) throws InterruptedException;

    /** Executes one instruction of the thread that stopped. */
    Pause step() throws InterruptedException;

    /** Lets all threads run until one reaches an address for the k-th time from now on, or something else comes first. */
    Pause runTo(long address, long hits) throws InterruptedException;

    /** Instructions that were executed since the program's start. */
    long instructions();

    /** How many exceptions of instructions, such as page faults, the program has met since its start; traps for the debugger do not count. */
    long faults();

    /** The address of a function or object. */
    OptionalLong addressOf(String symbol);

    /** The first address that a line of the source begins at. @param file a path, or the end of one */
    OptionalLong addressOf(String file, int line);

    /** What an address belongs to. */
    Optional<CodePlace> placeOf(long address);

    /** An address as a transcript shows it: the place in a function or object, or the number where nothing is known of it. */
    default String describe(long address) {
        return placeOf(address).map(CodePlace::toString).orElseGet(() -> "0x" + Long.toHexString(address));
    }

    /** The function that begins at an address. */
    Optional<Callee> calleeAt(long entry);

    /** The type of a value in an interface, by the interface's type word. */
    Optional<RuntimeType> typeAt(long typeWord);

    /** The type word of a type, by its name. */
    OptionalLong typeWordOf(String name);

    /** Memory that the debugger may fill, such as with the bytes of a string; the program does not use it. @param bytes at most 1 MiB */
    long reserve(int bytes);

    /** The variables of the function in which the thread stopped; none where the program does not tell them. */
    List<Variable> variables();

    /** How many collections of garbage have ended; empty where the program does not say. */
    OptionalLong collections();

    /** Whether an address lies in an object of the heap that was collected. */
    boolean isCollected(long address);

    /** What the program has written so far, standard output and standard error as they came. */
    byte[] output();
}

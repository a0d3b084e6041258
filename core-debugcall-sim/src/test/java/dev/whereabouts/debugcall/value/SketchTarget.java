package dev.whereabouts.debugcall.value;

import dev.whereabouts.amd64.abi.GoType;
import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.linux.Pause;
import dev.whereabouts.amd64.memory.GuestMemory;
import dev.whereabouts.amd64.state.RegisterName;
import dev.whereabouts.debugcall.protocol.Version;
import dev.whereabouts.debugcall.target.Callee;
import dev.whereabouts.debugcall.target.CodePlace;
import dev.whereabouts.debugcall.target.Goroutine;
import dev.whereabouts.debugcall.target.RuntimeType;
import dev.whereabouts.debugcall.target.Target;
import dev.whereabouts.debugcall.target.Variable;
import java.math.BigInteger;
import java.util.List;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A program that has memory, symbols and types, and never runs. */
final class SketchTarget implements Target {

    static final long HEAP = 0x10_0000;
    static final long STACK = 0x80_0000;
    static final int SIZE = 4 << 20;

    private final Cpu cpu = new Cpu();
    private final GuestMemory memory = new GuestMemory(64 << 20, 100);
    private final Map<String, Long> symbols = new HashMap<>();
    private final Map<String, Long> typeWords = new HashMap<>();
    private final Map<Long, RuntimeType> types = new HashMap<>();
    private long reserved = HEAP;

    SketchTarget() {
        memory.map(HEAP, SIZE, GuestMemory.READ | GuestMemory.WRITE);
        memory.map(STACK, SIZE, GuestMemory.READ | GuestMemory.WRITE);
    }

    SketchTarget symbol(String name, long address) {
        symbols.put(name, address);
        return this;
    }

    SketchTarget type(String name, long word, GoType type, boolean isDirect) {
        typeWords.put(name, word);
        types.put(word, new RuntimeType(name, type, isDirect));
        return this;
    }

    void poke(long address, byte[] bytes) {
        memory.poke(address, bytes, 0, bytes.length);
    }

    /** As a debugger does: registers, memory, and the frame at {@link #STACK}. */
    void accept(PlacedArguments placed) {
        placed.writes().forEach(write -> poke(write.address(), write.bytes()));
        poke(STACK, placed.frame());
        placed.registers().forEach((name, value) -> {
            if (name.startsWith("XMM")) {
                cpu.vector[4 * Integer.parseInt(name.substring(3))] = value;
            } else {
                RegisterName.byName().get(name).write(cpu,
                        new BigInteger(Long.toUnsignedString(value)));
            }
        });
    }

    @Override
    public Version protocol() {
        return Version.V2;
    }

    @Override
    public Cpu cpu() {
        return cpu;
    }

    @Override
    public GuestMemory memory() {
        return memory;
    }

    @Override
    public int threadId() {
        return 1;
    }

    @Override
    public Optional<Goroutine> goroutine() {
        return Optional.empty();
    }

    @Override
    public Optional<Goroutine> goroutine(long id) {
        return Optional.empty();
    }

    @Override
    public Pause resume() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Pause run(long instructions) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Pause step() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Pause runTo(long address, long hits) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long instructions() {
        return 0;
    }

    @Override
    public OptionalLong addressOf(String symbol) {
        return symbols.containsKey(symbol) ? OptionalLong.of(symbols.get(symbol)) : OptionalLong.empty();
    }

    @Override
    public OptionalLong addressOf(String file, int line) {
        return OptionalLong.empty();
    }

    @Override
    public Optional<CodePlace> placeOf(long address) {
        return Optional.empty();
    }

    @Override
    public Optional<Callee> calleeAt(long entry) {
        return Optional.empty();
    }

    @Override
    public Optional<RuntimeType> typeAt(long typeWord) {
        return Optional.ofNullable(types.get(typeWord));
    }

    @Override
    public OptionalLong typeWordOf(String name) {
        return typeWords.containsKey(name) ? OptionalLong.of(typeWords.get(name)) : OptionalLong.empty();
    }

    @Override
    public long reserve(int bytes) {
        long address = reserved;
        reserved += bytes + 15 & -16;
        return address;
    }

    @Override
    public List<Variable> variables() {
        throw new UnsupportedOperationException();
    }

    @Override
    public OptionalLong collections() {
        return OptionalLong.empty();
    }

    @Override
    public boolean isCollected(long address) {
        return false;
    }

    @Override
    public long faults() {
        return 0;
    }

    @Override
    public byte[] output() {
        return new byte[0];
    }
}

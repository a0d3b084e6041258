package dev.whereabouts.debugcall.binary;

import dev.whereabouts.amd64.abi.CallingConvention;
import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.image.Symbol;
import dev.whereabouts.amd64.interpreter.FeatureLevel;
import dev.whereabouts.amd64.linux.GuestProcess;
import dev.whereabouts.amd64.linux.Pause;
import dev.whereabouts.amd64.linux.Program;
import dev.whereabouts.amd64.linux.budget.Budget;
import dev.whereabouts.amd64.memory.GuestMemory;
import dev.whereabouts.debugcall.binary.goroutine.GoroutineLayout;
import dev.whereabouts.debugcall.binary.goroutine.Goroutines;
import dev.whereabouts.debugcall.binary.heap.Heap;
import dev.whereabouts.debugcall.binary.heap.HeapLayout;
import dev.whereabouts.debugcall.binary.pclntab.GoFunction;
import dev.whereabouts.debugcall.binary.type.ModuleData;
import dev.whereabouts.debugcall.binary.type.RecordedTypes;
import dev.whereabouts.debugcall.target.Variable;
import dev.whereabouts.debugcall.protocol.Version;
import dev.whereabouts.debugcall.target.Callee;
import dev.whereabouts.debugcall.target.CodePlace;
import dev.whereabouts.debugcall.target.Goroutine;
import dev.whereabouts.debugcall.target.RuntimeType;
import dev.whereabouts.debugcall.target.Target;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A process of a Go binary, stopped before its first instruction at first. Addresses are those in memory. */
public final class GoProgram implements Target {

    private final GoBinary binary;
    private final GuestProcess process;
    private final Goroutines goroutines;
    private final Optional<RecordedTypes> types;
    private final Optional<Heap> heap;

    /**
     * Loads a binary.
     *
     * @param program of {@link GoBinary#image() its image}
     * @throws dev.whereabouts.amd64.linux.ProgramException if it cannot be loaded with what it is given
     */
    public GoProgram(GoBinary binary, Program program, Budget budget) {
        this.binary = binary;
        process = new GuestProcess(program, budget, FeatureLevel.V3);
        process.stopAtTraps(true);
        goroutines = new Goroutines(process.memory(), GoroutineLayout.of(binary.minor()));
        OptionalLong module = inMemory(binary.module());
        types = module.isPresent()
                ? Optional.of(new RecordedTypes(process.memory(), module.getAsLong(), ModuleData.of(binary.minor())))
                : Optional.empty();
        heap = binary.debug().map(debug -> new Heap(process.memory(), new HeapLayout(debug), this::addressOf));
    }

    /** The file that it was started from. */
    public GoBinary binary() {
        return binary;
    }

    @Override
    public Version protocol() {
        return Version.V2;
    }

    @Override
    public Cpu cpu() {
        return process.cpu();
    }

    @Override
    public GuestMemory memory() {
        return process.memory();
    }

    @Override
    public int threadId() {
        return process.threadId();
    }

    @Override
    public Optional<Goroutine> goroutine() {
        return goroutines.of(process.cpu());
    }

    @Override
    public Optional<Goroutine> goroutine(long id) {
        OptionalLong all = addressOf("runtime.allgs");
        return all.isPresent() ? goroutines.find(id, all.getAsLong()) : Optional.empty();
    }

    @Override
    public Pause resume() throws InterruptedException {
        return process.resume();
    }

    @Override
    public Pause run(long instructions) throws InterruptedException {
        return process.run(instructions);
    }

    @Override
    public Pause step() throws InterruptedException {
        return process.stepThread();
    }

    @Override
    public Pause runTo(long address, long hits) throws InterruptedException {
        return process.runTo(address, hits);
    }

    @Override
    public long instructions() {
        return process.instructions();
    }

    @Override
    public long faults() {
        return process.faults();
    }

    @Override
    public OptionalLong addressOf(String symbol) {
        return inMemory(binary.addressOf(symbol));
    }

    @Override
    public OptionalLong addressOf(String file, int line) {
        return inMemory(binary.addressOf(file, line));
    }

    private OptionalLong inMemory(OptionalLong inFile) {
        return inFile.isPresent() ? OptionalLong.of(inFile.getAsLong() + process.bias()) : inFile;
    }

    @Override
    public Optional<CodePlace> placeOf(long address) {
        long inFile = address - process.bias();
        // a symbol without a size reaches to the next one, and the last would reach over the heap and all stacks
        Optional<Symbol> symbol = binary.image().segments().stream()
                .anyMatch(segment -> Long.compareUnsigned(inFile - segment.address(), segment.size()) < 0)
                        ? binary.image().symbols().at(inFile)
                        : Optional.empty();
        if (symbol.isPresent()) {
            return Optional.of(new CodePlace(symbol.get().name(), inFile - symbol.get().address()));
        }
        return binary.functions().at(inFile)
                .map(function -> new CodePlace(binary.nameOf(function), inFile - function.entry()));
    }

    @Override
    public Optional<Callee> calleeAt(long entry) {
        return binary.functions().at(entry - process.bias())
                .filter(function -> function.entry() == entry - process.bias()).map(this::callee);
    }

    private Callee callee(GoFunction function) {
        String name = binary.nameOf(function);
        return new Callee(name, function.entry() + process.bias(), binary.signature(function),
                name.endsWith(".abi0") ? CallingConvention.ABI0 : CallingConvention.ABI_INTERNAL,
                binary.isClosure(function));
    }

    @Override
    public List<Variable> variables() {
        return binary.variables().map(variables -> variables.at(process.cpu(), process.memory(), process.bias()))
                .orElse(List.of());
    }

    @Override
    public Optional<RuntimeType> typeAt(long typeWord) {
        return types.flatMap(records -> records.at(typeWord));
    }

    @Override
    public OptionalLong typeWordOf(String name) {
        if (types.isEmpty()) {
            return OptionalLong.empty();
        }
        OptionalLong told = types.get().at(binary.recordOf(name));
        return told.isPresent() ? told : types.get().named(name);
    }

    @Override
    public long reserve(int bytes) {
        return process.reserve(bytes);
    }

    @Override
    public OptionalLong collections() {
        return heap.map(Heap::collections).orElse(OptionalLong.empty());
    }

    @Override
    public boolean isCollected(long address) {
        return heap.filter(each -> each.isFree(address)).isPresent();
    }

    @Override
    public byte[] output() {
        return process.output().both();
    }
}

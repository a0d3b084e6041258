package dev.whereabouts.debugcall.model.program;

import dev.whereabouts.amd64.memory.GuestMemory;
import dev.whereabouts.debugcall.protocol.Version;
import dev.whereabouts.debugcall.target.CodePlace;
import dev.whereabouts.debugcall.target.RuntimeType;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** The program for one version of the protocol, as a process starts with it. Never changed, so that any number of processes can share it. */
public final class Image {

    /** A global variable. @param size bytes */
    public record ObjectSymbol(String name, long address, int size) {}

    private static final Map<Version, Image> IMAGES = new EnumMap<>(Version.class);

    static {
        for (Version version : Version.values()) {
            IMAGES.put(version, ModelProgram.write(version));
        }
    }

    private final Version version;
    private final byte[] text;
    private final byte[] readOnly;
    private final int readOnlySize;
    private final byte[] data;
    private final int dataSize;
    private final NavigableMap<Long, FunctionSymbol> functions = new TreeMap<>();
    private final NavigableMap<Long, ObjectSymbol> objects = new TreeMap<>();
    private final Map<String, Long> addresses = new HashMap<>();
    private final Map<Long, RuntimeType> types;
    private final Map<String, Long> typeWords = new HashMap<>();
    private final List<Long> pointers;
    private final Map<String, Long> texts;

    Image(Version version, byte[] text, byte[] readOnly, int readOnlySize, byte[] data, int dataSize,
            List<FunctionSymbol> functions, List<ObjectSymbol> objects, Map<Long, RuntimeType> types,
            List<Long> pointers, Map<String, Long> texts) {
        this.version = version;
        this.text = text;
        this.readOnly = readOnly;
        this.readOnlySize = readOnlySize;
        this.data = data;
        this.dataSize = dataSize;
        this.types = Map.copyOf(types);
        this.pointers = List.copyOf(pointers);
        this.texts = Map.copyOf(texts);
        for (FunctionSymbol function : functions) {
            this.functions.put(function.start(), function);
            addresses.put(function.name(), function.start());
        }
        for (ObjectSymbol object : objects) {
            this.objects.put(object.address(), object);
            addresses.put(object.name(), object.address());
        }
        types.forEach((word, type) -> typeWords.put(type.name(), word));
    }

    /** The program of a version. */
    public static Image of(Version version) {
        return IMAGES.get(version);
    }

    public Version version() {
        return version;
    }

    /** The machine code. */
    public byte[] text() {
        return text.clone();
    }

    /** Maps code and data and fills them, for a process that begins. */
    public void load(GuestMemory memory) {
        section(memory, AddressMap.TEXT, text, text.length, GuestMemory.READ | GuestMemory.EXECUTE);
        section(memory, AddressMap.READ_ONLY_DATA, readOnly, readOnlySize, GuestMemory.READ);
        section(memory, AddressMap.DATA, data, dataSize, GuestMemory.READ | GuestMemory.WRITE);
    }

    private static void section(GuestMemory memory, long address, byte[] contents, int size, int access) {
        memory.map(address, size + GuestMemory.PAGE - 1 & -GuestMemory.PAGE, access);
        memory.poke(address, contents, 0, contents.length);
    }

    /** All functions by their first addresses. */
    public List<FunctionSymbol> functions() {
        return List.copyOf(functions.values());
    }

    /** The function that an address lies in. */
    public Optional<FunctionSymbol> functionAt(long address) {
        return Optional.ofNullable(functions.floorEntry(address)).map(Map.Entry::getValue)
                .filter(function -> function.holds(address));
    }

    /** A function or variable and the offset in it. */
    public Optional<CodePlace> placeOf(long address) {
        Optional<FunctionSymbol> function = functionAt(address);
        if (function.isPresent()) {
            return Optional.of(new CodePlace(function.get().name(), address - function.get().start()));
        }
        return Optional.ofNullable(objects.floorEntry(address)).map(Map.Entry::getValue)
                .filter(object -> address - object.address() < object.size())
                .map(object -> new CodePlace(object.name(), address - object.address()));
    }

    /** The address of a function or variable. */
    public OptionalLong addressOf(String symbol) {
        Long address = addresses.get(symbol);
        return address == null ? OptionalLong.empty() : OptionalLong.of(address);
    }

    /**
     * The address of a symbol that the program certainly has.
     *
     * @throws IllegalArgumentException if it has not
     */
    public long address(String symbol) {
        return addressOf(symbol).orElseThrow(() -> new IllegalArgumentException("no symbol " + symbol));
    }

    /**
     * Where the bytes of a constant string are.
     *
     * @throws IllegalArgumentException if the program has no such string
     */
    public long addressOfText(String text) {
        Long address = texts.get(text);
        if (address == null) {
            throw new IllegalArgumentException("no string " + text);
        }
        return address;
    }

    public Optional<RuntimeType> typeAt(long word) {
        return Optional.ofNullable(types.get(word));
    }

    public OptionalLong typeWordOf(String name) {
        Long word = typeWords.get(name);
        return word == null ? OptionalLong.empty() : OptionalLong.of(word);
    }

    /** The addresses of words in global variables that can point to objects of the heap. */
    public List<Long> pointers() {
        return pointers;
    }
}

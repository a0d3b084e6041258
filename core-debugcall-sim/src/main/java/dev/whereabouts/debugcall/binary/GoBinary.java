package dev.whereabouts.debugcall.binary;

import dev.whereabouts.amd64.abi.Signature;
import dev.whereabouts.amd64.image.Image;
import dev.whereabouts.amd64.image.ImageException;
import dev.whereabouts.amd64.image.Section;
import dev.whereabouts.amd64.image.Segment;
import dev.whereabouts.amd64.image.Symbol;
import dev.whereabouts.debugcall.binary.dwarf.DebugInformation;
import dev.whereabouts.debugcall.binary.dwarf.Entry;
import dev.whereabouts.debugcall.binary.pclntab.Form;
import dev.whereabouts.debugcall.binary.pclntab.FunctionTable;
import dev.whereabouts.debugcall.binary.pclntab.GoFunction;
import dev.whereabouts.debugcall.binary.safepoint.SafePoints;
import dev.whereabouts.debugcall.binary.section.BinaryException;
import dev.whereabouts.debugcall.binary.section.Bytes;
import dev.whereabouts.debugcall.binary.section.FileMemory;
import dev.whereabouts.debugcall.binary.type.EntryTypes;
import dev.whereabouts.debugcall.binary.type.ModuleData;
import dev.whereabouts.debugcall.binary.type.Signatures;
import dev.whereabouts.debugcall.binary.variable.Variables;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a Go binary says of itself, without being run. Its addresses are those of the file. Everything but the headers is read when it is asked for
 * first. Safe for use by several threads.
 */
public final class GoBinary {

    /** The oldest release line whose runtime speaks version 2 of the protocol. */
    public static final int OLDEST = 17;

    private static final Pattern VERSION = Pattern.compile("go1\\.(\\d{1,3})");

    /** ELFOSABI_NONE and ELFOSABI_LINUX (ELF gABI, "ELF Identification"). */
    private static final List<Integer> SYSTEMS = List.of(0, 3);
    private static final int OS_ABI = 7;

    private static final int TABLE_ALIGNMENT = 8;

    /** What follows the name of a function of assembly in the ELF symbol table, where Go code has a wrapper of the same name. */
    private static final String ABI0 = ".abi0";

    private final Image image;
    private final FileMemory memory;
    private final String version;
    private final int minor;
    private final long tableAddress;
    private final FunctionTable functions;
    private final SafePoints safePoints;
    private final Optional<DebugInformation> debug;
    private final EntryTypes entryTypes = new EntryTypes();
    private final Signatures signatures = new Signatures(entryTypes);

    private GoBinary(Image image) {
        this.image = image;
        memory = new FileMemory(image);
        int system = image.bytes()[OS_ABI];
        if (!SYSTEMS.contains(system)) {
            throw new BinaryException("the program is for another operating system than Linux (EI_OSABI " + system
                    + "); build it with GOOS=linux");
        }
        Bytes table = table().orElseThrow(() -> new BinaryException(
                "the program has no Go runtime: no table of Go functions is in it, or that of a Go before 1.16"));
        version = new BuildInformation(memory).version().orElse("");
        Matcher matcher = VERSION.matcher(version);
        // without build information the table's form is the only sign of its age
        minor = matcher.find() ? Integer.parseInt(matcher.group(1)) : Form.of(table).orElseThrow().firstMinor();
        if (minor < OLDEST) {
            throw new BinaryException("the program was built with " + version + "; debug calls are simulated from Go 1."
                    + OLDEST + " on");
        }
        tableAddress = addressOf(table);
        functions = new FunctionTable(table, text(table));
        safePoints = new SafePoints(functions);
        debug = DebugInformation.of(image);
    }

    /**
     * Reads a binary.
     *
     * @param file which must not change from now on
     * @throws BinaryException if it is not a static Go program for Linux on amd64, from Go 1.17 on, or damaged
     */
    public static GoBinary read(byte[] file) {
        try {
            return new GoBinary(Image.read(file));
        } catch (ImageException e) {
            throw new BinaryException(e.getMessage(), e);
        }
    }

    private Optional<Bytes> table() {
        for (Section section : image.sections()) {
            if (section.name().endsWith(".gopclntab") && section.type() != Section.NO_BITS) {
                Bytes bytes = new Bytes(section.name(), image.bytes(), (int) section.offset(), (int) section.size());
                if (Form.of(bytes).isPresent()) {
                    return Optional.of(bytes);
                }
            }
        }
        for (Segment segment : image.segments()) {
            Bytes bytes = memory.bytes("the table of Go functions", segment);
            for (long at = -segment.address() & TABLE_ALIGNMENT - 1; at + TABLE_ALIGNMENT < bytes
                    .size(); at += TABLE_ALIGNMENT) {
                // the magic's upper bytes, before anything costlier
                if (bytes.u16(at + 2) == 0xffff && Form.of(bytes.from(at)).isPresent() && isTable(bytes.from(at))) {
                    return Optional.of(bytes.from(at));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isTable(Bytes bytes) {
        try {
            return new FunctionTable(bytes, 0).count() > 0;
        } catch (BinaryException e) {
            return false;
        }
    }

    private long addressOf(Bytes part) {
        return image.segments().stream()
                .filter(segment -> part.from() >= segment.offset()
                        && part.from() < segment.offset() + segment.fileBytes())
                .findFirst().map(segment -> segment.address() + part.from() - segment.offset()).orElse(0L);
    }

    /** Where the code begins that the table counts from. */
    private long text(Bytes table) {
        Form form = Form.of(table).orElseThrow();
        if (!form.isRelative()) {
            return 0;
        }
        Optional<Symbol> symbol = image.symbols().named("runtime.text");
        if (symbol.isPresent()) {
            return symbol.get().address();
        }
        long told = table.i64(form.textAt());
        if (told != 0) {
            return told;
        }
        OptionalLong module = module();
        long described = module.isEmpty()
                ? 0
                : memory.from("the runtime's description of the program", module.getAsLong())
                        .map(bytes -> bytes.i64(ModuleData.of(minor).text())).orElse(0L);
        if (described != 0) {
            return described;
        }
        // a position-independent program's data gets its addresses when it is loaded
        return image.section(".text").map(Section::address)
                .orElseThrow(() -> new BinaryException("the program does not tell where its code begins: it has neither"
                        + " the symbol runtime.text nor a section .text"));
    }

    public Image image() {
        return image;
    }

    /** Such as {@code go1.26.8}; empty where it is not told. */
    public String version() {
        return version;
    }

    /** The number of the release line, such as 26. */
    public int minor() {
        return minor;
    }

    public FunctionTable functions() {
        return functions;
    }

    public SafePoints safePoints() {
        return safePoints;
    }

    /**
     * The address of the runtime's description of the program ({@code moduledata}): by its symbol, else by its section, else where the data has the address of
     * the table of functions.
     */
    public OptionalLong module() {
        Optional<Symbol> symbol = image.symbols().named("runtime.firstmoduledata");
        if (symbol.isPresent()) {
            return OptionalLong.of(symbol.get().address());
        }
        Optional<Section> section = image.section(".go.module");
        if (section.isPresent()) {
            return OptionalLong.of(section.get().address());
        }
        for (Segment segment : image.segments()) {
            Bytes bytes = memory.bytes("the data segment", segment);
            for (long at = 0; segment.writable() && at + 8 <= bytes.size(); at += 8) {
                if (bytes.i64(at) == tableAddress) {
                    return OptionalLong.of(segment.address() + at);
                }
            }
        }
        return OptionalLong.empty();
    }

    /** Where the runtime's record of a type is, from the start of all records, by the debug information. */
    public OptionalLong recordOf(String type) {
        return debug.flatMap(information -> information.type(type).map(information::recordOf))
                .orElse(OptionalLong.empty());
    }

    /** Empty where the binary is stripped. */
    public Optional<DebugInformation> debug() {
        return debug;
    }

    /** What a function takes and gives; empty where the binary does not say. */
    public Optional<Signature> signature(GoFunction function) {
        Optional<Signature> told = entry(function).map(signatures::signature);
        boolean isUntold = function.isAssembly()
                && told.filter(each -> each.parameters().isEmpty() && each.results().isEmpty()).isPresent();
        // functions of assembly are entries without parameters; the wrapper by which Go code calls one has them
        return isUntold
                ? functions.named(function.name()).stream().filter(each -> !each.isAssembly()).findFirst()
                        .flatMap(this::signature)
                : told;
    }

    /** Whether a function needs a closure; false where the binary does not say. */
    public boolean isClosure(GoFunction function) {
        return entry(function).filter(signatures::isClosure).isPresent();
    }

    /** Reads the variables of stopped threads; empty where the binary is stripped. */
    public Optional<Variables> variables() {
        return debug.map(information -> new Variables(information, functions, entryTypes));
    }

    private Optional<Entry> entry(GoFunction function) {
        return debug.flatMap(information -> information.function(function.entry()));
    }

    /** The first address of a line: by the debug information, else by the runtime's own tables. @param file a path, or the end of one */
    public OptionalLong addressOf(String file, int line) {
        Predicate<String> isFile = path -> path.equals(file) || path.endsWith("/" + file);
        return debug.isPresent() ? debug.get().addressOf(isFile, line) : functions.addressOf(isFile, line);
    }

    /** The function of a name, as the ELF symbol table spells names. */
    public Optional<GoFunction> function(String name) {
        Optional<Symbol> symbol = image.symbols().named(name);
        if (symbol.isPresent()) {
            Optional<GoFunction> found = functions.at(symbol.get().address());
            return found.filter(function -> function.entry() == symbol.get().address());
        }
        if (name.endsWith(ABI0)) {
            return functions.named(name.substring(0, name.length() - ABI0.length())).stream()
                    .filter(GoFunction::isAssembly).findFirst();
        }
        List<GoFunction> named = functions.named(name);
        return named.stream().filter(function -> !function.isAssembly()).findFirst()
                .or(() -> named.stream().findFirst());
    }

    /** The address of a function or object. */
    public OptionalLong addressOf(String name) {
        Optional<Symbol> symbol = image.symbols().named(name);
        if (symbol.isPresent()) {
            return OptionalLong.of(symbol.get().address());
        }
        Optional<GoFunction> function = function(name);
        return function.isPresent() ? OptionalLong.of(function.get().entry()) : OptionalLong.empty();
    }

    /** The name of a function as the ELF symbol table spells it, stripped or not. */
    public String nameOf(GoFunction function) {
        return image.symbols().at(function.entry()).filter(symbol -> symbol.address() == function.entry())
                .map(Symbol::name).orElseGet(() -> {
                    boolean hasWrapper = function.isAssembly() && functions.named(function.name()).size() > 1;
                    return hasWrapper ? function.name() + ABI0 : function.name();
                });
    }
}

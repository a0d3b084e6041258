package dev.whereabouts.debugcall.model.program;

import dev.whereabouts.amd64.abi.CallLayout;
import dev.whereabouts.amd64.abi.CallingConvention;
import dev.whereabouts.amd64.abi.Signature;
import dev.whereabouts.amd64.register.GoVersion;
import dev.whereabouts.debugcall.model.assembly.Assembler;
import dev.whereabouts.debugcall.model.assembly.Gpr;
import dev.whereabouts.debugcall.model.assembly.Label;
import dev.whereabouts.debugcall.model.assembly.StaticData;
import dev.whereabouts.debugcall.protocol.Version;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The program while it is written: code, data, and what is known of each. */
final class Program {

    private static final int FUNCTION_ALIGNMENT = 32;

    /** A function whose addresses are known when the code is laid out. */
    private record Draft(String name, Label start, Label end, int frameSize, List<Label[]> unsafe,
            Optional<Signature> signature, CallingConvention convention, boolean isClosure) {}

    final Version version;
    final Assembler out = new Assembler();
    final StaticData readOnly = new StaticData(AddressMap.READ_ONLY_DATA);
    final StaticData data = new StaticData(AddressMap.DATA);
    final Types types = new Types(readOnly);
    private final Map<String, Label> functions = new HashMap<>();
    private final Map<String, Signature> signatures = new HashMap<>();
    private final Map<String, Label> texts = new HashMap<>();
    private final Map<String, Label> objects = new LinkedHashMap<>();
    private final Map<String, Integer> objectSizes = new HashMap<>();
    private final List<Long> pointers = new ArrayList<>();
    private final List<Draft> drafts = new ArrayList<>();
    private List<Label[]> unsafe;

    Program(Version version) {
        this.version = version;
    }

    /** The start of a function, which may follow later. */
    Label function(String name) {
        return functions.computeIfAbsent(name, Label::new);
    }

    /** Says what a function takes and gives, before it is written or called. */
    void declare(String name, String signature) {
        signatures.put(name, types.signature(signature));
    }

    Signature signatureOf(String name) {
        return signatures.get(name);
    }

    CallLayout layout(Signature signature, CallingConvention convention) {
        return CallLayout.of(signature, convention, GoVersion.parse("1.26"));
    }

    /** A function of which only the code matters: it has no signature, or follows ABI0. */
    void assembly(String name, int frameSize, Runnable body) {
        write(name, frameSize, CallingConvention.ABI0, false, body);
    }

    void write(String name, int frameSize, CallingConvention convention, boolean isClosure, Runnable body) {
        out.align(FUNCTION_ALIGNMENT);
        Label start = function(name);
        Label end = new Label(name + " end");
        unsafe = new ArrayList<>();
        out.place(start);
        body.run();
        out.place(end);
        drafts.add(new Draft(name, start, end, frameSize, unsafe, Optional.ofNullable(signatures.get(name)), convention,
                isClosure));
    }

    /** Marks instructions of the function that is being written as unsafe. */
    void unsafe(Runnable body) {
        Label from = new Label("unsafe");
        Label to = new Label("unsafe end");
        out.place(from);
        body.run();
        out.place(to);
        unsafe.add(new Label[]{from, to});
    }

    void service(Service service) {
        out.moveUnsigned(Gpr.R13, service.ordinal());
        out.syscall();
    }

    /** The bytes of a string in read-only data. */
    Label text(String text) {
        return texts.computeIfAbsent(text, readOnly::text);
    }

    /** A global variable, zero at first. */
    Label global(String name, int bytes) {
        Label label = data.reserve(name, bytes, 8);
        objects.put(name, label);
        objectSizes.put(name, bytes);
        return label;
    }

    /** Read-only data that debuggers find by its name. */
    Label constant(String name, int bytes) {
        Label label = readOnly.reserve(name, bytes, 8);
        objects.put(name, label);
        objectSizes.put(name, bytes);
        return label;
    }

    /** A word of a global variable can point to an object of the heap. */
    void pointerAt(Label global, int offset) {
        pointers.add(global.address() + offset);
    }

    Label global(String name) {
        return objects.get(name);
    }

    Image image() {
        byte[] text = out.assemble(AddressMap.TEXT);
        List<FunctionSymbol> symbols = drafts.stream().map(Program::symbol).toList();
        List<Image.ObjectSymbol> variables = objects.entrySet().stream().map(entry -> new Image.ObjectSymbol(
                entry.getKey(), entry.getValue().address(), objectSizes.get(entry.getKey()))).toList();
        return new Image(version, text, readOnly.contents(), readOnly.size(), data.contents(), data.size(), symbols,
                variables, types.byWord(), pointers, textAddresses());
    }

    private Map<String, Long> textAddresses() {
        Map<String, Long> addresses = new HashMap<>();
        texts.forEach((text, label) -> addresses.put(text, label.address()));
        return addresses;
    }

    private static FunctionSymbol symbol(Draft draft) {
        List<FunctionSymbol.Range> ranges = draft.unsafe.stream()
                .map(labels -> new FunctionSymbol.Range(labels[0].address(), labels[1].address())).toList();
        return new FunctionSymbol(draft.name, draft.start.address(), draft.end.address(), draft.frameSize, ranges,
                draft.signature, draft.convention, draft.isClosure);
    }
}

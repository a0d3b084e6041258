package dev.whereabouts.service.debugcall;

import dev.whereabouts.debugcall.binary.GoBinary;
import dev.whereabouts.debugcall.binary.pclntab.GoFunction;
import dev.whereabouts.debugcall.binary.safepoint.SafeRange;
import dev.whereabouts.debugcall.binary.section.BinaryException;
import dev.whereabouts.debugcall.protocol.Refusal;
import dev.whereabouts.debugcall.target.CodePlace;
import dev.whereabouts.ssa.problem.Fault;
import dev.whereabouts.ssa.problem.InputException;
import dev.whereabouts.ssa.problem.Place;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/** Where functions of a binary accept calls. Written as it is computed, since a binary may have very many functions. */
public final class SafePointReport {

    private static final JsonFactory JSON = JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT).build();

    private final GoBinary binary;
    private final Place program;
    private final Optional<List<GoFunction>> functions;
    private final OptionalLong pc;

    private SafePointReport(GoBinary binary, Place program, Optional<List<GoFunction>> functions, OptionalLong pc) {
        this.binary = binary;
        this.program = program;
        this.functions = functions;
        this.pc = pc;
    }

    /**
     * Of an ELF file.
     *
     * @param program where the request has the file
     * @param names   of functions; none for all, or for that of {@code pc} where that is given
     * @param pc      the address whose nearest safe one is told too, if any
     * @throws InputException if the file is no Go program, or has no such function
     */
    public static SafePointReport of(byte[] elf, Place program, List<String> names, OptionalLong pc) {
        try {
            GoBinary binary = GoBinary.read(elf);
            if (!names.isEmpty()) {
                return new SafePointReport(binary, program, Optional.of(named(binary, names)), pc);
            }
            Optional<List<GoFunction>> ofPc = pc.isEmpty()
                    ? Optional.empty()
                    : Optional.of(binary.functions().at(pc.getAsLong()).stream().toList());
            return new SafePointReport(binary, program, ofPc, pc);
        } catch (BinaryException e) {
            throw InputException.invalid(program, e.getMessage());
        }
    }

    private static List<GoFunction> named(GoBinary binary, List<String> names) {
        List<GoFunction> functions = new ArrayList<>();
        List<Fault> unknown = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            Optional<GoFunction> function = binary.function(names.get(i));
            if (function.isPresent()) {
                functions.add(function.get());
            } else {
                unknown.add(new Fault(new Place.Pointer("/functions/" + i),
                        "the program has no such function; names are as in main.main or main.(*T).Method"));
            }
        }
        if (!unknown.isEmpty()) {
            throw InputException.invalid(unknown);
        }
        return functions;
    }

    private Iterator<GoFunction> functions() {
        return functions.map(List::iterator).orElseGet(
                () -> IntStream.range(0, binary.functions().count()).mapToObj(binary.functions()::function).iterator());
    }

    /**
     * Writes it as JSON, and a line's end.
     *
     * @throws InputException       if the binary is damaged, which may show when half is written
     * @throws InterruptedException if nobody waits any more
     */
    public void writeJson(OutputStream out) throws InterruptedException {
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeArrayPropertyStart("functions");
            for (Iterator<GoFunction> each = functions(); each.hasNext();) {
                checkInterrupt();
                write(each.next(), json);
            }
            json.writeEndArray();
            if (pc.isPresent()) {
                json.writeName("nearest");
                writeNearest(pc.getAsLong(), json);
            }
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (BinaryException e) {
            throw InputException.invalid(program, e.getMessage());
        }
    }

    private static void checkInterrupt() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    private void write(GoFunction function, JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("name", binary.nameOf(function));
        json.writeStringProperty("start", hex(function.entry()));
        json.writeNumberProperty("size", binary.functions().size(function));
        json.writeArrayPropertyStart("ranges");
        for (SafeRange range : binary.safePoints().ranges(function)) {
            json.writeStartObject();
            json.writeNumberProperty("from", range.from());
            json.writeNumberProperty("to", range.to());
            writeVerdict(range.refusal(), json);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void writeVerdict(Optional<Refusal> refusal, JsonGenerator json) {
        json.writeBooleanProperty("safe", refusal.isEmpty());
        if (refusal.isPresent()) {
            json.writeStringProperty("reason", refusal.get().reason());
        }
    }

    private void writeNearest(long address, JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("pc", hex(address));
        Optional<CodePlace> place = place(address);
        if (place.isPresent()) {
            json.writeStringProperty("at", place.get().toString());
        }
        writeVerdict(binary.safePoints().verdict(address), json);
        OptionalLong nearest = binary.safePoints().nearest(address);
        if (nearest.isPresent()) {
            json.writeStringProperty("safePc", hex(nearest.getAsLong()));
            json.writeStringProperty("safeAt", place(nearest.getAsLong()).orElseThrow().toString());
        }
        json.writeEndObject();
    }

    private Optional<CodePlace> place(long address) {
        return binary.functions().at(address)
                .map(function -> new CodePlace(binary.nameOf(function), address - function.entry()));
    }

    /** Writes it as text, with the same failures. */
    public void writeText(OutputStream out, Charset charset) throws IOException, InterruptedException {
        PrintWriter text = new PrintWriter(out, false, charset);
        try {
            write(text);
        } catch (BinaryException e) {
            throw InputException.invalid(program, e.getMessage());
        }
        if (text.checkError()) {
            throw new IOException("the text cannot be written");
        }
    }

    private void write(PrintWriter text) throws InterruptedException {
        long bytes = 0;
        long safe = 0;
        int count = 0;
        for (Iterator<GoFunction> each = functions(); each.hasNext();) {
            checkInterrupt();
            GoFunction function = each.next();
            long size = binary.functions().size(function);
            text.println(binary.nameOf(function) + "  " + hex(function.entry()) + "  " + size + " bytes");
            for (SafeRange range : binary.safePoints().ranges(function)) {
                text.printf("  +0x%-6x +0x%-6x %s%n", range.from(), range.to(),
                        range.refusal().map(Refusal::reason).orElse("safe"));
                safe += range.isSafe() ? range.to() - range.from() : 0;
            }
            bytes += size;
            count++;
        }
        text.println();
        text.println(count + (count == 1 ? " function, " : " functions, ") + safe + " of " + bytes + " bytes safe");
        if (pc.isPresent()) {
            writeNearest(pc.getAsLong(), text);
        }
    }

    private void writeNearest(long address, PrintWriter text) {
        text.println(place(address).map(CodePlace::toString).orElse(hex(address)) + ": "
                + binary.safePoints().verdict(address).map(Refusal::reason).orElse("safe"));
        OptionalLong nearest = binary.safePoints().nearest(address);
        if (nearest.isPresent()) {
            text.println("nearest safe address: " + hex(nearest.getAsLong()) + ", "
                    + place(nearest.getAsLong()).orElseThrow());
        } else {
            text.println("nearest safe address: none in the same function");
        }
    }

    private static String hex(long value) {
        return "0x" + Long.toHexString(value);
    }
}

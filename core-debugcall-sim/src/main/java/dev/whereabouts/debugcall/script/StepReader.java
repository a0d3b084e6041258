package dev.whereabouts.debugcall.script;

import dev.whereabouts.amd64.state.RegisterSets;
import dev.whereabouts.debugcall.expression.Expression;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads steps: objects of one verb each. */
final class StepReader {

    private static final Set<String> VERBS = Words.set("save", "set", "write", "push", "read", "resume", "step",
            "restore", "expect");
    private static final Set<Integer> SIZES = Set.of(1, 2, 4, 8);
    private static final int WORD = 8;

    private StepReader() {}

    static Step step(Element step) {
        step.object(VERBS);
        if (step.node().size() != 1) {
            throw step.refused("expected one verb of " + String.join(", ", VERBS));
        }
        String verb = step.node().propertyNames().iterator().next();
        Element what = step.required(verb);
        return switch (verb) {
            case "save" -> save(what);
            case "set" -> new Step.Assign(what.registers());
            case "write" -> write(what);
            case "push" -> new Step.Push(what.expression());
            case "read" -> read(what);
            case "resume" -> resume(what);
            case "step" -> advance(what);
            case "restore" -> restore(what);
            default -> expect(what);
        };
    }

    private static Step save(Element what) {
        if (what.node().isString() && what.text().equals("all")) {
            return new Step.Save(RegisterSets.ALL);
        }
        if (!what.node().isArray()) {
            throw what.refused("expected \"all\", or a list of " + SavedRegisters.groups() + " and registers");
        }
        return new Step.Save(SavedRegisters.selected(what));
    }

    /** Of steps and of calls. */
    static Step.Write write(Element write) {
        write.object(Words.set("at", "bytes", "text", "value", "size"));
        List<String> contents = List.of("bytes", "text", "value").stream().filter(write::has).toList();
        if (contents.size() != 1) {
            throw write.refused("expected one of bytes, text, value");
        }
        String kind = contents.getFirst();
        Element content = write.required(kind);
        if (write.has("size") && !kind.equals("value")) {
            throw write.required("size").refused("only a value has a size");
        }
        Expression at = write.required("at").expression();
        return new Step.Write(at, switch (kind) {
            case "bytes" -> new Step.Content.Bytes(content.hex());
            case "text" -> new Step.Content.Bytes(utf8(content));
            default -> new Step.Content.Value(content.expression(), size(write));
        });
    }

    private static byte[] utf8(Element content) {
        if (!content.node().isString()) {
            throw content.refused("expected a string");
        }
        byte[] bytes = content.node().stringValue().getBytes(StandardCharsets.UTF_8);
        if (bytes.length > content.limits().writeBytes()) {
            throw ScriptException.limit(content.pointer(), "writeBytes", content.limits().writeBytes());
        }
        return bytes;
    }

    private static int size(Element step) {
        return step.at("size").map(size -> {
            int bytes = (int) size.integer(0, Integer.MAX_VALUE);
            if (!SIZES.contains(bytes)) {
                throw size.refused("expected 1, 2, 4 or 8");
            }
            return bytes;
        }).orElse(WORD);
    }

    private static Step read(Element read) {
        read.object(Words.set("at", "size", "as", "registers"));
        if (read.has("registers")) {
            if (read.node().size() > 1) {
                throw read.refused("registers are read by themselves");
            }
            return new Step.ReadRegisters(Element.each(read.required("registers").list(), Element::register));
        }
        Expression at = read.required("at").expression();
        String form = read.at("as").map(Element::text).orElse("bytes");
        return new Step.Read(at, switch (form) {
            case "bytes" -> new Step.Form.Bytes(bytes(read.required("size")));
            case "word" -> new Step.Form.Word(size(read));
            case "string" -> sizeless(read, new Step.Form.Text());
            case "interface" -> sizeless(read, new Step.Form.EmptyInterface());
            default -> throw read.required("as").refused("expected bytes, word, string or interface");
        });
    }

    private static int bytes(Element size) {
        long bytes = size.integer(0, Integer.MAX_VALUE);
        if (bytes > size.limits().writeBytes()) {
            throw ScriptException.limit(size.pointer(), "writeBytes", size.limits().writeBytes());
        }
        return (int) bytes;
    }

    private static Step.Form sizeless(Element read, Step.Form form) {
        if (read.has("size")) {
            throw read.required("size").refused("a string or interface says its size itself");
        }
        return form;
    }

    private static Step resume(Element what) {
        if (!(what.node().isBoolean() && what.flag())) {
            what.object(Set.of());
        }
        return new Step.Resume();
    }

    private static Step advance(Element number) {
        long instructions = number.count();
        if (instructions > number.limits().instructions()) {
            throw ScriptException.limit(number.pointer(), "instructions", number.limits().instructions());
        }
        return new Step.Advance(instructions);
    }

    private static Step restore(Element what) {
        if (what.node().isBoolean() && what.flag()) {
            return new Step.Restore(RegisterSets.RESTORED);
        }
        what.object(Words.set("except", "only"));
        if (what.has("except") && what.has("only")) {
            throw what.required("only").refused("registers are given by except or by only, not by both");
        }
        if (what.has("only")) {
            return new Step.Restore(SavedRegisters.selected(what.required("only")));
        }
        return new Step.Restore(what.at("except").map(SavedRegisters::allBut).orElse(RegisterSets.RESTORED));
    }

    private static Step expect(Element expect) {
        expect.object(Words.set("status", "statusRegister", "registers", "at", "reason", "panic", "memory"));
        if (expect.node().isEmpty()) {
            throw expect.refused("nothing is expected");
        }
        return new Step.Expect(expect.optional("status", 0, Integer.MAX_VALUE),
                expect.at("statusRegister").map(Element::register),
                expect.at("registers").map(Element::registers).orElse(Map.of()),
                expect.at("at").map(Element::expression), expect.at("reason").map(Element::text),
                expect.at("panic").map(ExpectationReader::panic),
                expect.at("memory").map(all -> Element.each(all.list(), StepReader::memory)).orElse(List.of()));
    }

    private static Step.ExpectedMemory memory(Element memory) {
        memory.object(Words.set("at", "bytes"));
        return new Step.ExpectedMemory(memory.required("at").expression(), memory.required("bytes").hex());
    }
}

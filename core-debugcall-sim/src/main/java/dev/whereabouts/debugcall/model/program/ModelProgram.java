package dev.whereabouts.debugcall.model.program;

import dev.whereabouts.debugcall.model.assembly.Label;
import dev.whereabouts.debugcall.protocol.Refusal;
import dev.whereabouts.debugcall.protocol.Version;

/** The whole program: its global variables, then its functions in order. */
final class ModelProgram {

    private static final int SCRATCH = 65_536;
    private static final int HUGE = 8193 * 8;
    private static final int BIG = 8000 * 8;

    private final Program program;

    private ModelProgram(Version version) {
        program = new Program(version);
    }

    static Image write(Version version) {
        ModelProgram model = new ModelProgram(version);
        model.globals();
        new ArithmeticCallees(model.program).write();
        new ArrayCallees(model.program).write();
        new ValueCallees(model.program).write();
        new RuntimeCode(model.program).write();
        new PanicCallees(model.program).write();
        new RuntimeCallees(model.program).write();
        new ProtocolCode(model.program).write();
        new StopSites(model.program).write();
        new MainCode(model.program).write();
        return model.program.image();
    }

    private void globals() {
        for (Refusal refusal : Refusal.values()) {
            program.text(refusal.reason());
        }
        // The thread's own data: the word before it names the goroutine that runs.
        program.data.reserve("thread-local data", 8, 8);
        program.global("runtime.m0", 8);
        program.global("main.site", 8);
        for (String pointer : new String[]{"main.sink", "main.gClosure"}) {
            program.pointerAt(program.global(pointer, 8), 0);
        }
        Label indexed = program.global("main.idx.array", 8 * PanicCallees.INDEXABLE);
        for (int i = 0; i < PanicCallees.INDEXABLE; i++) {
            program.data.word(indexed, 8 * i, i + 1);
        }
        Label counter = object("main.T object", 100, 0);
        pointerTo("main.gT", counter);
        value("main.gInt", "int", object("main.gInt value", 42));
        Label text = object("main.gStr value", 0, "iface string".length());
        program.data.pointer(text, 0, program.text("iface string"));
        value("main.gStr", "string", text);
        value("main.gErr", "*main.myErr", object("main.gErr value", 9));
        map();
        // What is large comes last, so that what is used lies close together.
        program.global("main.scratch", SCRATCH);
        program.global("main.gBig", BIG);
        program.global("main.gHuge", HUGE);
    }

    private Label object(String name, long... words) {
        Label label = program.data.reserve(name, 8 * words.length, 8);
        for (int i = 0; i < words.length; i++) {
            program.data.word(label, 8 * i, words[i]);
        }
        return label;
    }

    private void pointerTo(String name, Label object) {
        Label label = program.global(name, 8);
        program.data.pointer(label, 0, object);
        program.pointerAt(label, 0);
    }

    private void value(String name, String type, Label object) {
        Label label = program.global(name, 16);
        program.data.pointer(label, 0, program.types.descriptor(type));
        program.data.pointer(label, 8, object);
        program.pointerAt(label, 8);
    }

    private void map() {
        String[] keys = {"a", "b", "c"};
        Label entries = program.data.reserve("main.gMap entries", 24 * keys.length, 8);
        for (int i = 0; i < keys.length; i++) {
            program.data.pointer(entries, 24 * i, program.text(keys[i]));
            program.data.word(entries, 24 * i + 8, 1);
            program.data.word(entries, 24 * i + 16, i + 1);
        }
        Label map = object("main.gMap object", keys.length, 0);
        program.data.pointer(map, 8, entries);
        pointerTo("main.gMap", map);
    }
}

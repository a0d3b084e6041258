package dev.whereabouts.debugcall.model.runtime;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.cpu.GuestFault;
import dev.whereabouts.amd64.linux.Outcome;
import dev.whereabouts.amd64.memory.GuestMemory;
import dev.whereabouts.debugcall.model.goroutine.ModelGoroutine;
import dev.whereabouts.debugcall.model.program.Image;
import dev.whereabouts.debugcall.target.CodePlace;
import java.util.Map;
import java.util.Optional;

/** The runtime's own end of a process. */
final class Crash {

    private static final int EXIT_CODE = 2;
    private static final int MOST_FRAMES = 50;
    private static final int MOST_TRACED = 20;

    private final Cpu cpu;
    private final GuestMemory memory;
    private final Image image;
    private final ProcessOutput output;
    private final Map<Long, ModelGoroutine> goroutines;

    /** @param goroutines those that are, by id */
    Crash(Cpu cpu, GuestMemory memory, Image image, ProcessOutput output, Map<Long, ModelGoroutine> goroutines) {
        this.cpu = cpu;
        this.memory = memory;
        this.image = image;
        this.output = output;
        this.goroutines = goroutines;
    }

    /**
     * The current goroutine's frames follow, then those of all others.
     *
     * @param message all lines of it
     */
    ProcessEnd with(String message, Optional<ModelGoroutine> current) {
        StringBuilder text = new StringBuilder(message).append('\n');
        current.ifPresent(running -> trace(running, "running", cpu.rip, cpu.gpr[Cpu.RBP], text));
        goroutines.values().stream().filter(other -> current.isEmpty() || other != current.get()).limit(MOST_TRACED)
                .forEach(other -> trace(other, other.waitReason.isEmpty() ? "runnable" : other.waitReason, other.rip,
                        other.framePointer, text));
        output.write(text.toString());
        return new ProcessEnd(new Outcome.Exited(EXIT_CODE));
    }

    ProcessEnd fatal(String reason, Optional<ModelGoroutine> current) {
        return with("fatal error: " + reason, current);
    }

    private void trace(ModelGoroutine goroutine, String state, long pc, long framePointer, StringBuilder text) {
        text.append("\ngoroutine ").append(goroutine.id).append(" [").append(state)
                .append(goroutine.isLocked ? ", locked to thread" : "").append("]:\n");
        frame(pc, text);
        long frame = framePointer;
        for (int i = 0; i < MOST_FRAMES && goroutine.hasOnStack(frame) && goroutine.hasOnStack(frame + 8); i++) {
            long caller;
            try {
                frame(memory.readLong(frame + 8), text);
                caller = memory.readLong(frame);
            } catch (GuestFault e) {
                text.append("\t(").append(e.kind().mnemonic()).append(")\n");
                return;
            }
            if (Long.compareUnsigned(caller, frame) <= 0) {
                return;
            }
            frame = caller;
        }
    }

    private void frame(long pc, StringBuilder text) {
        Optional<CodePlace> place = image.placeOf(pc);
        text.append(place.map(CodePlace::symbol).orElse("?")).append("(...)\n\tpc=0x").append(Long.toHexString(pc));
        place.ifPresent(at -> text.append(" +0x").append(Long.toHexString(at.offset())));
        text.append('\n');
    }
}

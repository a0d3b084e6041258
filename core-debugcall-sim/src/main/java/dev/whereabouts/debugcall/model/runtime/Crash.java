package dev.whereabouts.debugcall.model.runtime;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.cpu.GuestFault;
import dev.whereabouts.amd64.linux.Outcome;
import dev.whereabouts.amd64.memory.GuestMemory;
import dev.whereabouts.debugcall.model.goroutine.ModelGoroutine;
import dev.whereabouts.debugcall.model.program.Image;
import dev.whereabouts.debugcall.target.CodePlace;
import java.util.Optional;

/** The runtime's own end of a process. */
final class Crash {

    private static final int EXIT_CODE = 2;
    private static final int MOST_FRAMES = 50;

    private final Cpu cpu;
    private final GuestMemory memory;
    private final Image image;
    private final ProcessOutput output;

    Crash(Cpu cpu, GuestMemory memory, Image image, ProcessOutput output) {
        this.cpu = cpu;
        this.memory = memory;
        this.image = image;
        this.output = output;
    }

    /** @param message all lines of it; the trace follows */
    ProcessEnd with(String message, Optional<ModelGoroutine> goroutine) {
        StringBuilder text = new StringBuilder(message).append('\n');
        goroutine.ifPresent(running -> trace(running, text));
        output.write(text.toString());
        return new ProcessEnd(new Outcome.Exited(EXIT_CODE));
    }

    ProcessEnd fatal(String reason, Optional<ModelGoroutine> goroutine) {
        return with("fatal error: " + reason, goroutine);
    }

    private void trace(ModelGoroutine goroutine, StringBuilder text) {
        text.append("\ngoroutine ").append(goroutine.id).append(" [running")
                .append(goroutine.isLocked ? ", locked to thread" : "").append("]:\n");
        frame(cpu.rip, text);
        long frame = cpu.gpr[Cpu.RBP];
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

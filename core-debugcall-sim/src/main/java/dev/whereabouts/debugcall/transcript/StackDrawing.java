package dev.whereabouts.debugcall.transcript;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.cpu.GuestFault;
import dev.whereabouts.debugcall.session.OpenCall;
import dev.whereabouts.debugcall.target.Target;
import java.util.ArrayList;
import java.util.List;

/** Draws the top of a stack. */
final class StackDrawing {

    private static final int WORDS = 12;
    private static final int WORD = 8;

    /** How far from SP at a stop an address is still told by its distance from there. */
    private static final long NEAR = 0x1000;

    private final Target target;

    StackDrawing(Target target) {
        this.target = target;
    }

    /** The words from SP on, fewer where the stack cannot be read. */
    List<StackWord> draw(long sp, List<OpenCall> calls) {
        List<StackWord> words = new ArrayList<>();
        for (int i = 0; i < WORDS; i++) {
            long address = sp + (long) i * WORD;
            long value;
            try {
                value = target.memory().readLong(address);
            } catch (GuestFault end) {
                return words;
            }
            words.add(new StackWord(address, place(address, sp, calls), value, what(address, value, calls)));
        }
        return words;
    }

    private static String place(long address, long sp, List<OpenCall> calls) {
        if (!calls.isEmpty()) {
            long distance = address - calls.getFirst().stop().gpr[Cpu.RSP];
            if (Math.abs(distance) <= NEAR) {
                return "sp0" + (distance < 0 ? "-0x" : "+0x") + Long.toHexString(Math.abs(distance));
            }
        }
        return "SP+0x" + Long.toHexString(address - sp);
    }

    private String what(long address, long value, List<OpenCall> calls) {
        for (OpenCall call : calls) {
            if (address == call.stop().gpr[Cpu.RSP] - WORD) {
                return "pushed PC, " + code(value);
            }
            if (address == call.stop().gpr[Cpu.RSP]) {
                return "SP at the stop";
            }
            if (call.ready() != null && inFrame(address, call)) {
                return "argument frame";
            }
        }
        return code(value);
    }

    private static boolean inFrame(long address, OpenCall call) {
        long frame = call.ready().gpr[Cpu.RSP];
        return call.frameClass().isPresent() && address >= frame && address < frame + call.frameClass().get().bytes();
    }

    private String code(long value) {
        return target.placeOf(value).map(Object::toString).orElse("");
    }
}

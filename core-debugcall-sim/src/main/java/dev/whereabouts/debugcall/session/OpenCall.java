package dev.whereabouts.debugcall.session;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.debugcall.protocol.FrameClass;
import dev.whereabouts.debugcall.target.Callee;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An injection, from the resumption at the runtime's entry on. */
public final class OpenCall {

    private final int depth;
    private final Cpu stop;
    private final long frameSize;
    private final List<Long> statuses = new ArrayList<>();
    private Cpu trap;
    private Cpu ready;
    private Optional<Callee> callee = Optional.empty();
    private Phase phase = Phase.UNDERWAY;

    OpenCall(int depth, Cpu stop, long frameSize) {
        this.depth = depth;
        this.stop = stop;
        this.frameSize = frameSize;
    }

    /** 0 for a call at a stop, 1 for one at status 0 of that, and so on. */
    public int depth() {
        return depth;
    }

    /** The registers as the debugger found them before it began; not to be changed. */
    public Cpu stop() {
        return stop;
    }

    /** The argument frame size as the runtime finds it, bytes, unsigned. */
    public long frameSize() {
        return frameSize;
    }

    /** The class that the frame size asks for; empty where it is too large. */
    public Optional<FrameClass> frameClass() {
        return FrameClass.of(frameSize);
    }

    public Phase phase() {
        return phase;
    }

    /** What the status register held at each trap so far. */
    public List<Long> statuses() {
        return List.copyOf(statuses);
    }

    /** The registers at the last trap; null before the first. Not to be changed. */
    public Cpu trap() {
        return trap;
    }

    /** The registers at status 0, where RSP is the frame's address; null if it was never reached. Not to be changed. */
    public Cpu ready() {
        return ready;
    }

    /** What is known of the function that was called. */
    public Optional<Callee> callee() {
        return callee;
    }

    void calls(Optional<Callee> called) {
        callee = called;
    }

    void goesOn() {
        phase = Phase.UNDERWAY;
    }

    /** Single steps behind a trap leave the protocol where it was. */
    void stepped(Phase still, Cpu registers) {
        phase = still;
        trap = registers;
    }

    void trapped(long number, Phase reached, Cpu registers) {
        statuses.add(number);
        phase = reached;
        trap = registers;
        if (reached == Phase.FRAME_READY) {
            ready = registers;
        }
    }
}

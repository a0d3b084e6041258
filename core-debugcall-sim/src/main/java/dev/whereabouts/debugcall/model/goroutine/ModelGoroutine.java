package dev.whereabouts.debugcall.model.goroutine;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.debugcall.target.Goroutine;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** A goroutine, or the thread's own stack. Fields are open to the runtime's services, which are one thing in several files. */
public final class ModelGoroutine {

    /** A function to call when a frame ends. Addresses in the stack move with it. */
    public static final class Deferred {
        public final long function;
        public final long recoveryPc;
        public long context;
        public long sp;
        public long framePointer;

        public Deferred(long function, long context, long recoveryPc, long sp, long framePointer) {
            this.function = function;
            this.context = context;
            this.recoveryPc = recoveryPc;
            this.sp = sp;
            this.framePointer = framePointer;
        }
    }

    /** A panic, or a Goexit, on its way through the deferred calls. */
    public static final class Panic {
        public final long type;
        public final long data;
        public final boolean isGoexit;
        public long sp;
        public boolean isRecovered;
        public Deferred running;

        public Panic(long type, long data, boolean isGoexit, long sp) {
            this.type = type;
            this.data = data;
            this.isGoexit = isGoexit;
            this.sp = sp;
        }
    }

    public final long id;
    public final long address;
    public final boolean isSystemStack;
    public long stackLow;
    public long stackHigh;
    public int status = Goroutine.RUNNABLE;
    /** What it waits for, as a crash report says it. */
    public String waitReason = "";
    /** Whether its thread runs nothing else. */
    public boolean isLocked;

    /** Where it goes on when it does not run. */
    public long rip;
    public long sp;
    public long framePointer;
    public long rax;
    public long rbx;
    public long rdx;

    public final Deque<Deferred> deferred = new ArrayDeque<>();
    public final Deque<Panic> panics = new ArrayDeque<>();

    /** Of a debug call: who waits for it, and the frame function. */
    public Optional<ModelGoroutine> caller = Optional.empty();
    public long frameFunction;

    public ModelGoroutine(long id, long address, boolean isSystemStack) {
        this.id = id;
        this.address = address;
        this.isSystemStack = isSystemStack;
    }

    /** Notes where to go on. */
    public void save(Cpu cpu) {
        rip = cpu.rip;
        sp = cpu.gpr[Cpu.RSP];
        framePointer = cpu.gpr[Cpu.RBP];
    }

    public boolean hasOnStack(long pointer) {
        return described().hasOnStack(pointer);
    }

    /** As a debugger sees it. */
    public Goroutine described() {
        return new Goroutine(address, id, status, stackLow, stackHigh, isSystemStack);
    }
}

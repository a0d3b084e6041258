package dev.whereabouts.debugcall.model.program;

import static dev.whereabouts.debugcall.model.assembly.Gpr.R10;
import static dev.whereabouts.debugcall.model.assembly.Gpr.R11;
import static dev.whereabouts.debugcall.model.assembly.Gpr.R12;
import static dev.whereabouts.debugcall.model.assembly.Gpr.R13;
import static dev.whereabouts.debugcall.model.assembly.Gpr.R14;
import static dev.whereabouts.debugcall.model.assembly.Gpr.R15;
import static dev.whereabouts.debugcall.model.assembly.Gpr.R8;
import static dev.whereabouts.debugcall.model.assembly.Gpr.R9;
import static dev.whereabouts.debugcall.model.assembly.Gpr.RAX;
import static dev.whereabouts.debugcall.model.assembly.Gpr.RBP;
import static dev.whereabouts.debugcall.model.assembly.Gpr.RBX;
import static dev.whereabouts.debugcall.model.assembly.Gpr.RCX;
import static dev.whereabouts.debugcall.model.assembly.Gpr.RDI;
import static dev.whereabouts.debugcall.model.assembly.Gpr.RDX;
import static dev.whereabouts.debugcall.model.assembly.Gpr.RSI;
import static dev.whereabouts.debugcall.model.assembly.Gpr.RSP;
import static dev.whereabouts.debugcall.model.assembly.MemoryOperand.at;

import dev.whereabouts.debugcall.model.assembly.Assembler;
import dev.whereabouts.debugcall.model.assembly.Assembler.Alu;
import dev.whereabouts.debugcall.model.assembly.Condition;
import dev.whereabouts.debugcall.model.assembly.Gpr;
import dev.whereabouts.debugcall.model.assembly.Label;
import dev.whereabouts.debugcall.model.assembly.MemoryOperand;
import dev.whereabouts.debugcall.protocol.FrameClass;
import dev.whereabouts.debugcall.protocol.Refusal;
import dev.whereabouts.debugcall.protocol.Status;
import dev.whereabouts.debugcall.protocol.Version;
import java.util.List;

/**
 * The runtime's side of the protocol.
 *
 * <p>Below the PC that the debugger pushed, the entry keeps the frame pointer, then, down to SP: the registers as they came, RAX on top where the
 * debugger had written the frame size; the frame size; and three words that pass operands on. The last thing that it does before it returns is to
 * add to SP, which sets the flags anew: the defect of the real runtime.
 */
final class ProtocolCode {

    /** In the order of their places, from low to high. */
    private static final List<Gpr> SAVED = List.of(R15, R14, R13, R12, R11, R10, R9, R8, RDI, RSI, RBP, RBX, RDX, RCX,
            RAX);

    private static final int FRAME = 0x98;
    private static final int FIRST_SAVED = 0x20;
    private static final MemoryOperand FRAME_SIZE = at(RSP, 0x18);
    private static final MemoryOperand PUSHED_PC = at(RSP, FRAME + 8);

    private static final int STACK_CHECK_FROM = 128;

    private final Program program;
    private final Assembler out;
    private final Gpr status;

    ProtocolCode(Program program) {
        this.program = program;
        out = program.out;
        status = Gpr.values()[program.version.statusRegister()];
    }

    void write() {
        FrameClass.sizes().forEach(size -> frameFunction(new FrameClass(size)));
        program.assembly(program.version.entrySymbol(), FRAME + 8, this::entry);
        program.assembly("runtime.debugCallPanicked.abi0", 0x18, this::panicked);
        program.assembly("runtime.debugCallCheck.abi0", 0, () -> {
            program.service(Service.CHECK_SAFE_POINT);
            out.ret();
        });
        program.assembly("runtime.debugCallWrap.abi0", 0, () -> {
            out.load(RAX, at(RSP, 8));
            program.service(Service.WRAP);
            out.ret();
        });
        program.assembly("runtime.debugCallWrap1", 0x20, this::onCalleeGoroutine);
        program.assembly("runtime.debugCallWrap2", 0x38, this::guarded);
        program.assembly("runtime.debugCallWrap2.func1", 0x18, this::deferred);
    }

    private void trap(Status with) {
        out.move(status, with.number());
        out.trap();
    }

    private void entry() {
        Label isSafe = new Label("safe");
        Label restore = new Label("restore");
        GoFunction.enter(out, FRAME);
        for (Gpr register : SAVED.subList(0, SAVED.size() - 2)) {
            out.store(saved(register), register);
        }
        out.load(RDX, saved(RAX));
        out.store(saved(RCX), RCX);
        out.store(saved(RAX), RAX);
        out.store(FRAME_SIZE, RDX);
        out.load(RAX, PUSHED_PC);
        out.store(at(RSP), RAX);
        out.call(program.function("runtime.debugCallCheck.abi0"));
        out.load(RAX, at(RSP, 8));
        out.test(RAX, RAX);
        out.jump(Condition.EQUAL, isSafe);
        out.store(at(RSP), RAX);
        out.load(RAX, at(RSP, 16));
        out.store(at(RSP, 8), RAX);
        refuse(restore);
        out.place(isSafe);
        out.load(RAX, FRAME_SIZE);
        FrameClass.sizes().forEach(size -> callWithin(new FrameClass(size), restore));
        String reason = Refusal.FRAME_TOO_LARGE.reason();
        out.address(RAX, at(program.text(reason)));
        out.store(at(RSP), RAX);
        out.store(at(RSP, 8), reason.length());
        refuse(restore);
        out.place(restore);
        trap(Status.RESTORE);
        for (Gpr register : SAVED.reversed()) {
            out.load(register, saved(register));
        }
        GoFunction.leave(out, FRAME);
    }

    private static MemoryOperand saved(Gpr register) {
        return at(RSP, FIRST_SAVED + 8 * SAVED.indexOf(register));
    }

    private void refuse(Label restore) {
        trap(Status.REFUSED);
        out.jump(restore);
    }

    private void callWithin(FrameClass frame, Label restore) {
        Label larger = new Label("larger");
        out.alu(Alu.CMP, RAX, frame.bytes());
        out.jump(Condition.ABOVE, larger);
        out.address(RAX, at(program.function(frame.symbol())));
        out.store(at(RSP), RAX);
        out.call(program.function("runtime.debugCallWrap.abi0"));
        out.jump(restore);
        out.place(larger);
    }

    /** The frame for arguments and results. What needs no more than the bound leaves free has no stack check. */
    private void frameFunction(FrameClass frame) {
        program.assembly(frame.symbol(), frame.bytes() + 8, () -> {
            Label start = program.function(frame.symbol());
            Label grow = new Label("grow");
            boolean isChecked = frame.bytes() >= STACK_CHECK_FROM;
            if (isChecked) {
                checkStack(frame, grow);
            }
            GoFunction.enter(out, frame.bytes());
            trap(Status.FRAME_READY);
            trap(Status.RETURNED);
            GoFunction.leave(out, frame.bytes());
            if (isChecked) {
                out.place(grow);
                out.call(program.function("runtime.morestack_noctxt.abi0"));
                out.jump(start);
            }
        });
    }

    private void checkStack(FrameClass frame, Label grow) {
        Gpr goroutine = program.version == Version.V2 ? R14 : RCX;
        if (goroutine == R14) {
            out.load(R14, new MemoryOperand.ThreadLocal(-8));
        }
        GoFunction.checkStack(program, goroutine, frame.bytes() + 8, grow);
    }

    private void panicked() {
        GoFunction.enter(out, 0x10);
        out.load(RAX, at(RSP, 0x20));
        out.store(at(RSP), RAX);
        out.load(RAX, at(RSP, 0x28));
        out.store(at(RSP, 8), RAX);
        trap(Status.PANICKED);
        GoFunction.leave(out, 0x10);
    }

    /** The first function of the goroutine that makes the call. */
    private void onCalleeGoroutine() {
        GoFunction.enter(out, 0x18);
        program.service(Service.WRAP_OPERAND);
        out.call(program.function("runtime.debugCallWrap2"));
        program.service(Service.WRAP_RETURN);
    }

    /** Calls the frame function in RAX, and comes back from its panics too. */
    private void guarded() {
        Label recovered = new Label("recovered");
        GoFunction.enter(out, 0x30);
        out.store(at(RSP, 0x20), RAX);
        out.address(RAX, at(program.function("runtime.debugCallWrap2.func1")));
        out.clear(RDX);
        out.address(RBX, at(recovered));
        program.service(Service.DEFER);
        out.load(RAX, at(RSP, 0x20));
        out.call(RAX);
        program.service(Service.END_DEFER);
        out.place(recovered);
        GoFunction.leave(out, 0x30);
    }

    private void deferred() {
        GoFunction.enter(out, 0x10);
        program.service(Service.RECOVER);
        out.store(at(RSP), RAX);
        out.store(at(RSP, 8), RBX);
        out.call(program.function("runtime.debugCallPanicked.abi0"));
        GoFunction.leave(out, 0x10);
    }
}

package dev.whereabouts.debugcall.diagnosis;

import dev.whereabouts.amd64.abi.CallLayout;
import dev.whereabouts.amd64.abi.Layout;
import dev.whereabouts.amd64.abi.Placement;
import dev.whereabouts.amd64.abi.RegisterPiece;
import dev.whereabouts.amd64.abi.Signature;
import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.cpu.GuestFault;
import dev.whereabouts.amd64.register.GoVersion;
import dev.whereabouts.amd64.state.RegisterName;
import dev.whereabouts.debugcall.protocol.Version;
import dev.whereabouts.debugcall.session.OpenCall;
import dev.whereabouts.debugcall.session.Resumption;
import dev.whereabouts.debugcall.session.Write;
import dev.whereabouts.debugcall.target.Callee;
import dev.whereabouts.debugcall.target.Target;
import dev.whereabouts.debugcall.value.MachineRegister;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Whether what the debugger left in registers and memory at status 0 is what the function will look for. */
final class CalleeCheck {

    /** Where broken rules go. */
    @FunctionalInterface
    interface Findings {
        void found(Rule rule, Severity severity, String detail);
    }

    /** Words of a stack argument that are looked at. */
    private static final long MOST_WORDS = 4096;

    private final Target target;
    private final OpenCall call;
    private final Resumption resumption;
    private final Findings findings;
    private final Set<String> set;

    CalleeCheck(Target target, OpenCall call, Resumption resumption, Findings findings) {
        this.target = target;
        this.call = call;
        this.resumption = resumption;
        this.findings = findings;
        set = resumption.set().stream().map(RegisterName::name).map(CalleeCheck::whole)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    void check(Callee callee) {
        checkContext(callee);
        callee.signature().ifPresent(signature -> {
            CallLayout layout = CallLayout.of(signature, callee.convention(), GoVersion.NEWEST);
            checkFrame(callee, layout);
            checkArguments(callee, signature, layout);
        });
    }

    private void checkContext(Callee callee) {
        if (!callee.isClosure()) {
            return;
        }
        String right = Monitor.name(target.protocol().contextRegister());
        if (set.contains(right)) {
            return;
        }
        String old = Monitor.name((target.protocol() == Version.V2 ? Version.V1 : Version.V2).contextRegister());
        if (set.contains(old)) {
            findings.found(Rule.CONTEXT_IN_OLD_REGISTER, Severity.ERROR,
                    old + " was set; " + callee.name() + " takes its closure from " + right);
        } else {
            findings.found(Rule.CONTEXT_NOT_SET, Severity.ERROR,
                    callee.name() + " takes its closure from " + right + ", which holds "
                            + Monitor.hex(target.cpu().gpr[target.protocol().contextRegister()]));
        }
    }

    private void checkFrame(Callee callee, CallLayout layout) {
        layout.area().map(CallLayout.ArgumentArea::size)
                .filter(needed -> Long.compareUnsigned(call.frameSize(), needed) < 0).ifPresent(needed -> {
                    boolean hasRoom = call.frameClass().filter(frame -> frame.bytes() >= needed).isPresent();
                    findings.found(Rule.FRAME_SIZE_TOO_SMALL, hasRoom ? Severity.WARNING : Severity.ERROR,
                            callee.name() + " needs " + needed + " bytes and " + call.frameSize() + " were asked for; "
                                    + (hasRoom
                                            ? "the frame class has room by luck"
                                            : "it may write over the frame's saved registers and return address"));
                });
    }

    private void checkArguments(Callee callee, Signature signature, CallLayout layout) {
        Set<String> expected = new TreeSet<>();
        List<String> missing = new ArrayList<>();
        for (CallLayout.Assigned argument : layout.arguments()) {
            switch (argument.placement()) {
                case Placement.InRegisters(List<RegisterPiece> pieces, var _) -> {
                    for (RegisterPiece piece : pieces) {
                        String register = MachineRegister.name(piece.register());
                        expected.add(register);
                        if (!set.contains(register)) {
                            missing.add(shown(argument) + " in " + register);
                        }
                        checkRegister(argument, register);
                    }
                }
                case Placement.OnStack(long offset) -> {
                    long size = argument.parameter().type().layout() instanceof Layout.Known known ? known.size() : 0;
                    long place = call.trap().gpr[Cpu.RSP] + offset;
                    if (size > 0 && resumption.writes().stream().noneMatch(write -> covers(write, place, size))) {
                        missing.add(shown(argument) + " at SP+" + offset);
                    }
                    checkStack(argument, place, size);
                }
                case Placement.Undecided _ -> {
                    return;
                }
            }
        }
        Set<String> other = new TreeSet<>(set);
        other.removeAll(expected);
        other.removeAll(List.of("RIP", "RSP", Monitor.name(target.protocol().contextRegister())));
        if (!missing.isEmpty()) {
            findings.found(Rule.ARGUMENT_PLACE, Severity.ERROR, callee.name() + " expects "
                    + String.join(", ", missing) + (other.isEmpty() ? "" : "; set were " + String.join(", ", other)));
        } else if (!other.isEmpty() && !callee.isClosure()) {
            findings.found(Rule.ARGUMENT_PLACE, Severity.WARNING,
                    callee.name() + " takes nothing from " + String.join(", ", other) + ": " + signature);
        }
    }

    private void checkRegister(CallLayout.Assigned argument, String register) {
        if (!register.startsWith("XMM")) {
            long word = RegisterName.byName().get(register).read(target.cpu()).longValue();
            checkPointer(argument, "in " + register, word);
        }
    }

    /** Any word may be a pointer: types are not looked into, since nothing else is an address of the heap. */
    private void checkStack(CallLayout.Assigned argument, long place, long size) {
        long words = Math.min(size / Long.BYTES, MOST_WORDS);
        for (long i = 0; i < words; i++) {
            try {
                checkPointer(argument, "on the stack", target.memory().readLong(place + i * Long.BYTES));
            } catch (GuestFault outOfReach) {
                // a frame that is not there is found by other rules
                return;
            }
        }
    }

    private void checkPointer(CallLayout.Assigned argument, String where, long word) {
        if (target.isCollected(word)) {
            findings.found(Rule.POINTER_NOT_KEPT, Severity.ERROR, shown(argument) + " " + where + " is "
                    + Monitor.hex(word) + ", in an object that was collected since the debugger got hold of it");
        }
    }

    private static boolean covers(Write write, long place, long size) {
        return write.address() <= place && place + size <= write.address() + write.bytes().length;
    }

    private static String shown(CallLayout.Assigned argument) {
        String name = argument.parameter().name();
        return (name.isEmpty() ? "a value" : name) + " (" + argument.parameter().type() + ")";
    }

    /** The name of the register that another is the lower half of. */
    private static String whole(String name) {
        return name.startsWith("YMM") ? "XMM" + name.substring(3) : name;
    }
}

package dev.whereabouts.debugcall.transcript;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.cpu.GuestFault;
import dev.whereabouts.amd64.state.RegisterName;
import dev.whereabouts.debugcall.protocol.Refusal;
import dev.whereabouts.debugcall.protocol.Status;
import dev.whereabouts.debugcall.session.OpenCall;
import dev.whereabouts.debugcall.target.Callee;
import dev.whereabouts.debugcall.target.Target;
import dev.whereabouts.debugcall.value.GoString;
import dev.whereabouts.debugcall.value.InterfaceReader;
import dev.whereabouts.debugcall.value.ResultReader;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Reads what a trap brings. */
final class Findings {

    private static final int LARGEST_FRAME = 65_536;

    private final Target target;

    Findings(Target target) {
        this.target = target;
    }

    Optional<Finding> at(Status status, OpenCall call) {
        long frame = target.cpu().gpr[Cpu.RSP];
        return switch (status) {
            case FRAME_READY, RESTORE -> Optional.empty();
            case RETURNED -> Optional.of(results(frame, call));
            case PANICKED -> Optional.of(new Finding.Panic(InterfaceReader.readEmpty(frame, target)));
            case REFUSED -> {
                String text = GoString.readHeader(target.memory(), frame).text();
                yield Optional.of(new Finding.Reason(text, Refusal.of(text)));
            }
        };
    }

    private Finding results(long frame, OpenCall call) {
        Cpu cpu = target.cpu();
        List<Long> integers = read(cpu, Finding.Results.INTEGER_NAMES);
        List<Long> floats = read(cpu, Finding.Results.FLOAT_NAMES);
        Optional<Callee> callee = call.callee();
        Optional<List<JsonNode>> values = callee.flatMap(Callee::signature).map(
                signature -> ResultReader.read(signature, callee.orElseThrow().convention(), cpu, frame, target));
        return new Finding.Results(integers, floats, frame(frame, call.frameSize()), values);
    }

    /** Of vector registers the lower 64 bits. */
    private static List<Long> read(Cpu cpu, List<String> registers) {
        return registers.stream().map(name -> RegisterName.byName().get(name).read(cpu).longValue()).toList();
    }

    private byte[] frame(long address, long size) {
        byte[] bytes = new byte[(int) Math.min(Long.compareUnsigned(size, LARGEST_FRAME) > 0 ? 0 : size,
                LARGEST_FRAME)];
        try {
            target.memory().read(address, bytes, 0, bytes.length);
            return bytes;
        } catch (GuestFault outOfReach) {
            // a wrong script may leave SP anywhere
            return new byte[0];
        }
    }
}

package dev.whereabouts.debugcall.value;

import dev.whereabouts.amd64.abi.CallLayout;
import dev.whereabouts.amd64.abi.CallLayout.Assigned;
import dev.whereabouts.amd64.abi.CallingConvention;
import dev.whereabouts.amd64.abi.GoType;
import dev.whereabouts.amd64.abi.Layout;
import dev.whereabouts.amd64.abi.Placement;
import dev.whereabouts.amd64.abi.RegisterPiece;
import dev.whereabouts.amd64.abi.Signature;
import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.register.GoVersion;
import dev.whereabouts.amd64.state.RegisterName;
import dev.whereabouts.debugcall.target.Target;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Reads results where a function left them.
 *
 * <p>Source of the rule: Go's internal ABI document, "Function call argument and result passing".
 */
public final class ResultReader {

    private ResultReader() {}

    /**
     * Reads all results, in order. One that cannot be read says so in its place; so does one of a type that is not known.
     *
     * @param frameAddress of the frame that the arguments were put into
     */
    public static List<JsonNode> read(Signature signature, CallingConvention convention, Cpu cpu, long frameAddress,
            Target target) {
        ValueDecoder decoder = new ValueDecoder(target);
        return CallLayout.of(signature, convention, GoVersion.NEWEST).results().stream()
                .map(result -> result(result, cpu, frameAddress, decoder)).toList();
    }

    private static JsonNode result(Assigned result, Cpu cpu, long frameAddress, ValueDecoder decoder) {
        GoType type = result.parameter().type();
        return switch (result.placement()) {
            case Placement.InRegisters inRegisters -> decoder.value(type, image(type, inRegisters.pieces(), cpu), 0);
            case Placement.OnStack(long offset) -> decoder.valueAt(frameAddress + offset, type);
            case Placement.Undecided(String typeName) -> JsonNodeFactory.instance.objectNode().put("unknown", typeName);
        };
    }

    private static byte[] image(GoType type, List<RegisterPiece> pieces, Cpu cpu) {
        // what is in registers has at most one word for each, with padding a few more
        byte[] image = new byte[(int) ((Layout.Known) type.layout()).size()];
        for (RegisterPiece piece : pieces) {
            long value = RegisterName.byName().get(MachineRegister.name(piece.register())).read(cpu).longValue();
            Image.put(image, (int) piece.offset(), (int) piece.size(), value);
        }
        return image;
    }
}

package dev.whereabouts.debugcall.value;

import dev.whereabouts.amd64.abi.BasicType;
import dev.whereabouts.amd64.abi.CallLayout;
import dev.whereabouts.amd64.abi.CallLayout.Assigned;
import dev.whereabouts.amd64.abi.CallingConvention;
import dev.whereabouts.amd64.abi.GoType;
import dev.whereabouts.amd64.abi.NamedType;
import dev.whereabouts.amd64.abi.Placement;
import dev.whereabouts.amd64.abi.RegisterPiece;
import dev.whereabouts.amd64.abi.Signature;
import dev.whereabouts.amd64.register.GoVersion;
import dev.whereabouts.debugcall.target.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Puts arguments into registers and frame.
 *
 * <p>Source of the rule: Go's internal ABI document. What it leaves open, the bits of a register above a small value, is the value's sign.
 */
public final class ArgumentPlacer {

    /** How many bytes a frame may have that arguments are put into; the largest frame that the runtime has is far smaller. */
    public static final int MAX_FRAME = 1 << 20;

    private ArgumentPlacer() {}

    /**
     * Places arguments.
     *
     * @param arguments the receiver first
     * @throws ValueException if there are too many or too few, a type cannot have such a value, or is not known well enough
     */
    public static PlacedArguments place(List<JsonNode> arguments, Signature signature, CallingConvention convention,
            Target target) {
        CallLayout layout = CallLayout.of(signature, convention, GoVersion.NEWEST);
        if (arguments.size() != layout.arguments().size()) {
            throw new ValueException("",
                    "expected " + layout.arguments().size() + " arguments, not " + arguments.size() + ": " + signature);
        }
        long size = layout.area().orElseThrow(() -> undecided(layout)).size();
        if (size > MAX_FRAME) {
            throw new ValueException("",
                    "the frame would have " + size + " bytes; arguments are put into up to " + MAX_FRAME);
        }
        byte[] frame = new byte[(int) size];
        Map<String, Long> registers = new LinkedHashMap<>();
        ValueEncoder encoder = new ValueEncoder(target);
        for (int i = 0; i < arguments.size(); i++) {
            Assigned assigned = layout.arguments().get(i);
            byte[] image = encoder.image(assigned.parameter().type(), arguments.get(i), "/" + i);
            switch (assigned.placement()) {
                case Placement.InRegisters inRegisters -> inRegisters.pieces().forEach(
                        piece -> registers.put(MachineRegister.name(piece.register()), value(piece, image)));
                case Placement.OnStack(long offset) -> System.arraycopy(image, 0, frame, (int) offset, image.length);
                case Placement.Undecided(String typeName) ->
                    throw new ValueException("/" + i, "how " + typeName + " is passed is not known");
            }
        }
        return new PlacedArguments(registers, frame, size, encoder.writes());
    }

    private static ValueException undecided(CallLayout layout) {
        List<Assigned> arguments = layout.arguments();
        for (int i = 0; i < arguments.size(); i++) {
            if (arguments.get(i).placement() instanceof Placement.Undecided(String typeName)) {
                return new ValueException("/" + i, "how " + typeName + " is passed is not known");
            }
        }
        return new ValueException("", "the frame's size is not known: a type of the results is not");
    }

    private static long value(RegisterPiece piece, byte[] image) {
        int at = (int) piece.offset();
        int size = (int) piece.size();
        return isSigned(piece.type()) ? Image.signed(image, at, size) : Image.unsigned(image, at, size);
    }

    private static boolean isSigned(GoType type) {
        return type instanceof BasicType basic
                ? ValueEncoder.SIGNED.contains(basic)
                : type instanceof NamedType named && named.underlying().filter(ArgumentPlacer::isSigned).isPresent();
    }
}

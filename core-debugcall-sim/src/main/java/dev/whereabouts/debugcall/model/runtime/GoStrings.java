package dev.whereabouts.debugcall.model.runtime;

import dev.whereabouts.amd64.cpu.GuestFault;
import dev.whereabouts.amd64.memory.GuestMemory;
import dev.whereabouts.debugcall.model.program.Image;
import dev.whereabouts.debugcall.target.RuntimeType;
import java.nio.charset.StandardCharsets;

/** Strings and interface values of the program's memory. Reading what is not there faults, as it does for the program. */
final class GoStrings {

    /** Longer strings are not formatted: a wrong length must not cost the host its memory. */
    private static final int LONGEST = 1 << 20;

    private final GuestMemory memory;
    private final Image image;

    GoStrings(GuestMemory memory, Image image) {
        this.memory = memory;
        this.image = image;
    }

    /** Bytes of a string. @throws GuestFault if they are not there */
    byte[] bytes(long address, long length) {
        if (length <= 0) {
            return new byte[0];
        }
        if (length > LONGEST) {
            throw GuestFault.page(address + length, GuestFault.Access.READ);
        }
        byte[] bytes = new byte[(int) length];
        memory.read(address, bytes, 0, bytes.length);
        return bytes;
    }

    private String text(long header) {
        return new String(bytes(memory.readLong(header), memory.readLong(header + 8)), StandardCharsets.UTF_8);
    }

    private RuntimeType typeAt(long word) {
        return image.typeAt(word).orElseThrow(() -> GuestFault.page(word, GuestFault.Access.READ));
    }

    /** As {@code fmt.Sprintf("%T=%v", value, value)}. */
    String typeAndValue(long type, long data) {
        return type == 0 ? "<nil>=<nil>" : typeAt(type).name() + "=" + value(type, data);
    }

    /** As {@code %v}. */
    private String value(long type, long data) {
        RuntimeType dynamic = typeAt(type);
        return switch (dynamic.name()) {
            case "string", "runtime.errorString" -> text(data);
            case "int" -> Long.toString(memory.readLong(data));
            case "float64" -> GoFormat.of(Double.longBitsToDouble(memory.readLong(data)));
            case "bool" -> Boolean.toString(memory.readByte(data) != 0);
            case "*main.myErr" -> "myErr code=" + memory.readLong(data);
            case "*main.T" -> "T!";
            case "*errors.errorString" -> text(data);
            case "main.P" -> "{" + memory.readInt(data) + " "
                    + GoFormat.of(Double.longBitsToDouble(memory.readLong(data + 8))) + " " + text(data + 16) + "}";
            default -> "0x" + Long.toHexString(data);
        };
    }

    /** As the runtime prints the value of a panic that nobody recovered. */
    String panicValue(long type, long data) {
        if (type == 0) {
            return "nil";
        }
        RuntimeType dynamic = typeAt(type);
        return switch (dynamic.name()) {
            case "string", "*main.myErr", "*errors.errorString" -> value(type, data);
            case "int", "float64", "bool" -> dynamic.name() + "(" + value(type, data) + ")";
            case "runtime.errorString" -> "runtime error: " + value(type, data);
            case "runtime.boundsError" -> "runtime error: index out of range [" + memory.readLong(data)
                    + "] with length " + memory.readLong(data + 8);
            case "*runtime.PanicNilError" -> "panic called with nil argument (use GODEBUG=panicnil=1 to disable)";
            default -> "(" + dynamic.name() + ") 0x" + Long.toHexString(data);
        };
    }
}

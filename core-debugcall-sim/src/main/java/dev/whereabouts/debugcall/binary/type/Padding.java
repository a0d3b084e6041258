package dev.whereabouts.debugcall.binary.type;

import dev.whereabouts.amd64.abi.ArrayType;
import dev.whereabouts.amd64.abi.GoType;
import dev.whereabouts.amd64.abi.Layout;
import dev.whereabouts.amd64.abi.NamedType;
import dev.whereabouts.amd64.abi.StructType;
import java.util.List;

/** Tells bytes of a type that no part of it uses. */
public final class Padding {

    /** More elements than any value in registers has; what is longer is taken as used. */
    private static final int MAX_ELEMENTS = 16;

    private Padding() {}

    /** Whether all bytes from an offset to another, exclusive, are padding. What is not known is taken as used. */
    public static boolean isPadding(GoType type, long from, long to) {
        if (from >= to) {
            return true;
        }
        if (!(type.layout() instanceof Layout.Known known)) {
            return false;
        }
        if (to <= 0 || from >= known.size()) {
            return true;
        }
        return switch (type) {
            case NamedType named -> named.underlying().isPresent() && isPadding(named.underlying().get(), from, to);
            case StructType struct -> {
                List<Long> offsets = struct.offsets();
                boolean isUnused = true;
                for (int i = 0; i < offsets.size(); i++) {
                    isUnused &= isPadding(struct.fields().get(i).type(), from - offsets.get(i), to - offsets.get(i));
                }
                yield isUnused;
            }
            case ArrayType array when array.length() <= MAX_ELEMENTS
                    && array.element().layout() instanceof Layout.Known element -> {
                boolean isUnused = true;
                for (int i = 0; i < array.length(); i++) {
                    isUnused &= isPadding(array.element(), from - i * element.size(), to - i * element.size());
                }
                yield isUnused;
            }
            default -> false;
        };
    }
}

package dev.whereabouts.debugcall.value;

import dev.whereabouts.amd64.abi.GoType;
import dev.whereabouts.amd64.abi.Layout;
import dev.whereabouts.amd64.abi.NamedType;
import dev.whereabouts.debugcall.target.RuntimeType;
import dev.whereabouts.debugcall.target.Target;
import java.util.OptionalLong;

/** Types of which a signature has only the name, such as those behind pointers: the program may know more. */
final class NamedTypes {

    private NamedTypes() {}

    /** The type as the program knows it; the same where it knows no more. */
    static GoType complete(GoType type, Target target) {
        if (!(type instanceof NamedType named) || !(named.layout() instanceof Layout.Unknown)) {
            return type;
        }
        OptionalLong word = target.typeWordOf(named.name());
        return word.isEmpty() ? type : target.typeAt(word.getAsLong()).map(RuntimeType::type).orElse(type);
    }
}

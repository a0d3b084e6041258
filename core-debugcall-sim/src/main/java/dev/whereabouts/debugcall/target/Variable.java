package dev.whereabouts.debugcall.target;

import dev.whereabouts.amd64.abi.GoType;
import java.util.List;

/**
 * A variable in scope where a thread stopped.
 *
 * @param name  as in the source; one that was moved to the heap is a pointer with {@code &} before its name
 * @param scope the function that declares it, which may be inlined
 */
public record Variable(String name, String scope, Role role, GoType type, Content content) {

    /** What it is to its function. */
    public enum Role {
        PARAMETER, RESULT, LOCAL
    }

    /** What is known of its value. */
    public sealed interface Content {

        /**
         * All of the value is somewhere.
         *
         * @param places of its parts, in order, such as {@code RAX} or {@code [0xc000012345]}
         * @param bytes  the value as it would lie in memory, little-endian; of a large one the beginning
         */
        record Known(List<String> places, byte[] bytes) implements Content {}

        /** Not all of it. @param reason a sentence, without a full stop */
        record Unavailable(List<String> places, String reason) implements Content {}
    }
}

package dev.whereabouts.debugcall.script;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which program is debugged. */
public sealed interface ProgramChoice {

    /** A scenario of the model runtime, by its name. */
    record Scenario(String name) implements ProgramChoice {}

    /**
     * A Go binary.
     *
     * @param elf    the file; empty where it comes beside the script
     * @param argv   empty where the script gives none
     * @param random the 16 bytes of AT_RANDOM; empty where the script gives none
     */
    record Binary(Optional<byte[]> elf, List<String> argv, Map<String, String> env, Optional<byte[]> random)
            implements
                ProgramChoice {

        /** How many bytes AT_RANDOM points to. */
        public static final int RANDOM_BYTES = 16;

        public Binary {
            argv = List.copyOf(argv);
            // in the order given, which decides where strings lie on the first stack
            env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
        }
    }
}

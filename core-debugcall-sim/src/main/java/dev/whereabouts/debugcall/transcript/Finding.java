package dev.whereabouts.debugcall.transcript;

import dev.whereabouts.amd64.abi.CallingConvention;
import dev.whereabouts.debugcall.protocol.Refusal;
import dev.whereabouts.debugcall.value.InterfaceValue;
import dev.whereabouts.debugcall.value.MachineRegister;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What a trap of the protocol brings, read whether or not the debugger reads it. */
public sealed interface Finding {

    /**
     * At status 1.
     *
     * @param integers RAX RBX RCX RDI RSI R8 R9 R10 R11
     * @param floats   XMM0 to XMM14, the lower 64 bits
     * @param frame    the argument frame, as far as it can be read; not to be changed
     * @param values   the results by type; empty where the program does not say it
     */
    record Results(List<Long> integers, List<Long> floats, byte[] frame, Optional<List<JsonNode>> values)
            implements
                Finding {

        /** The registers of {@link #integers}, in the order of the ABI. */
        public static final List<String> INTEGER_NAMES = names(CallingConvention.ABI_INTERNAL.integerRegisters());

        /** The registers of {@link #floats}, in the order of the ABI. */
        public static final List<String> FLOAT_NAMES = names(CallingConvention.ABI_INTERNAL.floatRegisters());

        private static List<String> names(List<Integer> registers) {
            return registers.stream().map(MachineRegister::name).toList();
        }
    }

    /** At status 2. @param value empty for a nil interface, which {@code runtime.Goexit} leaves */
    record Panic(Optional<InterfaceValue> value) implements Finding {}

    /** At status 8. @param refusal empty where the text is none of those known */
    record Reason(String text, Optional<Refusal> refusal) implements Finding {}
}

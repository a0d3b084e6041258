package dev.whereabouts.debugcall.script;

import dev.whereabouts.amd64.state.RegisterName;
import dev.whereabouts.debugcall.expression.Expression;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.ToLongFunction;

/** One thing that a debugger does. */
public sealed interface Step {

    /** Keeps registers for {@link Restore} and {@code saved.…}; a vector register is kept whole, by its YMM name. */
    record Save(Set<RegisterName> registers) implements Step {

        public Save {
            registers = Set.copyOf(registers);
        }
    }

    /** Sets registers, in the order given. */
    record Assign(Map<RegisterName, RegisterValue> registers) implements Step {

        public Assign {
            registers = Collections.unmodifiableMap(new LinkedHashMap<>(registers));
        }
    }

    /** Writes memory. */
    record Write(Expression at, Content content) implements Step {}

    /** What is written. */
    sealed interface Content {

        /** Bytes as they are. */
        record Bytes(byte[] bytes) implements Content {}

        /** A number, little-endian. @param size 1, 2, 4 or 8 bytes */
        record Value(Expression value, int size) implements Content {}

        /** What is written, with a value for each expression. */
        default byte[] bytes(ToLongFunction<Expression> values) {
            return switch (this) {
                case Bytes(byte[] bytes) -> bytes;
                case Value(Expression value, int size) -> Arrays.copyOf(ByteBuffer.allocate(Long.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN).putLong(values.applyAsLong(value)).array(), size);
            };
        }
    }

    /** Moves RSP down by 8 and stores a word there. */
    record Push(Expression value) implements Step {}

    /** Reads memory. */
    record Read(Expression at, Form form) implements Step {}

    /** As what memory is read. */
    sealed interface Form {

        /** So many bytes. */
        record Bytes(int size) implements Form {}

        /** A number, little-endian. @param size 1, 2, 4 or 8 bytes */
        record Word(int size) implements Form {}

        /** A Go string: its pointer and length are there. */
        record Text() implements Form {}

        /** An empty interface: its type word and data word are there. */
        record EmptyInterface() implements Form {}
    }

    /** Reads registers. */
    record ReadRegisters(List<RegisterName> registers) implements Step {

        public ReadRegisters {
            registers = List.copyOf(registers);
        }
    }

    /** Lets the program go on to its next trap. */
    record Resume() implements Step {}

    /** Executes single instructions of the thread that stopped. */
    record Advance(long instructions) implements Step {}

    /** Puts back what was saved. @param registers those that are put back, as far as they were saved; of vectors YMM */
    record Restore(Set<RegisterName> registers) implements Step {

        public Restore {
            registers = Set.copyOf(registers);
        }
    }

    /**
     * Compares; what is empty is not compared.
     *
     * @param status         in the status register
     * @param statusRegister empty: the protocol's
     * @param at             RIP
     * @param reason         of a refusal, a string at SP
     * @param panic          an empty interface at SP
     */
    record Expect(OptionalLong status, Optional<RegisterName> statusRegister,
            Map<RegisterName, RegisterValue> registers,
            Optional<Expression> at, Optional<String> reason, Optional<Expectation.Panic> panic,
            List<ExpectedMemory> memory) implements Step {

        public Expect {
            registers = Collections.unmodifiableMap(new LinkedHashMap<>(registers));
            memory = List.copyOf(memory);
        }
    }

    /** Bytes that must be at an address. */
    record ExpectedMemory(Expression at, byte[] bytes) {}
}

package dev.whereabouts.amd64.linux;

import dev.whereabouts.amd64.image.ElfSketch;
import dev.whereabouts.amd64.interpreter.FeatureLevel;
import dev.whereabouts.amd64.linux.budget.Budget;
import java.io.ByteArrayOutputStream;
import java.util.List;

/** Writes small programs by hand: system calls one after another, loops, bytes. */
final class GuestCode {

    /** REX prefix and opcode of MOV with a 64-bit immediate: RAX, then RDI, RSI, RDX, R10, R8, R9. */
    private static final int[][] MOVES = {{0x48, 0xb8}, {0x48, 0xbf}, {0x48, 0xbe}, {0x48, 0xba}, {0x49, 0xba},
            {0x49, 0xb8}, {0x49, 0xb9}};

    private final ByteArrayOutputStream code = new ByteArrayOutputStream();

    /** Where the next bytes go. */
    long here() {
        return ElfSketch.CODE + code.size();
    }

    GuestCode bytes(int... bytes) {
        for (int each : bytes) {
            code.write(each);
        }
        return this;
    }

    /** A system call; arguments in their order. */
    GuestCode call(long number, long... arguments) {
        move(0, number);
        for (int i = 0; i < arguments.length; i++) {
            move(i + 1, arguments[i]);
        }
        return bytes(0x0f, 0x05);
    }

    private void move(int register, long value) {
        bytes(MOVES[register]);
        for (int i = 0; i < 8; i++) {
            code.write((int) (value >> 8 * i));
        }
    }

    /** A jump to an address. */
    GuestCode jump(long to) {
        int distance = (int) (to - here() - 5);
        return bytes(0xe9, distance, distance >> 8, distance >> 16, distance >> 24);
    }

    /** {@code exit_group}. */
    GuestCode exit(int status) {
        return call(231, status);
    }

    GuestProcess process(Budget budget) {
        byte[] bytes = code.toByteArray();
        int[] values = new int[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            values[i] = bytes[i];
        }
        ElfSketch sketch = ElfSketch.of(values).symbol("start", ElfSketch.CODE, bytes.length);
        return new GuestProcess(Program.of(sketch.image(), List.of("code")), budget, FeatureLevel.V1);
    }

    Outcome run(Budget budget) throws InterruptedException {
        return process(budget).run();
    }
}

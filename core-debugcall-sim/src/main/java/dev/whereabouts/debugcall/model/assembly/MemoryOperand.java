package dev.whereabouts.debugcall.model.assembly;

/** An operand in memory. */
public sealed interface MemoryOperand {

    /** @param scale 1, 2, 4 or 8; the index is null where there is none */
    record Based(Gpr base, Gpr index, int scale, int displacement) implements MemoryOperand {

        public Based {
            if (index == Gpr.RSP || Integer.bitCount(scale) != 1 || scale > 8) {
                throw new IllegalArgumentException("no such address: index " + index + ", scale " + scale);
            }
        }
    }

    /** Relative to RIP. */
    record Labelled(Label label) implements MemoryOperand {}

    /** Relative to the base of FS, where the thread keeps its own data. */
    record ThreadLocal(int displacement) implements MemoryOperand {}

    static MemoryOperand at(Gpr base, long displacement) {
        return new Based(base, null, 1, Math.toIntExact(displacement));
    }

    static MemoryOperand at(Gpr base) {
        return at(base, 0);
    }

    static MemoryOperand at(Gpr base, Gpr index, int scale, long displacement) {
        return new Based(base, index, scale, Math.toIntExact(displacement));
    }

    static MemoryOperand at(Label label) {
        return new Labelled(label);
    }
}

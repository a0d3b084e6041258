package dev.whereabouts.ssa.reference;

/**
 * Where a slot is.
 *
 * @param registers a set of register bits
 * @param stack     bytes from the CFA, or null where it is not on the stack
 */
record Location(long registers, Integer stack) {

    static final Location ABSENT = new Location(0, null);

    boolean isAbsent() {
        return registers == 0 && stack == null;
    }

    Location with(int register) {
        return new Location(registers | 1L << register, stack);
    }

    Location without(int register) {
        return new Location(registers & ~(1L << register), stack);
    }

    Location intersect(Location other) {
        return new Location(registers & other.registers,
                stack != null && stack.equals(other.stack) ? stack : null);
    }

    /** Whether an entry that says this may go on where the slot is in {@code next}. */
    boolean goesOnIn(Location next) {
        if (isAbsent() || next.isAbsent()) {
            return isAbsent() && next.isAbsent();
        }
        return (stack == null || stack.equals(next.stack)) && (registers & next.registers) == registers;
    }
}

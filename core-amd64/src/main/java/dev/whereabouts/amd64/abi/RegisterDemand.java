package dev.whereabouts.amd64.abi;

/**
 * What a value of a type would need to travel in registers.
 *
 * <p>Source of the rule: Go's internal ABI document, "Function call argument and result passing", register-assignment.
 */
public sealed interface RegisterDemand {

    RegisterDemand NOTHING = new Registers(0, 0);

    /** Each base value in a register of its own. */
    record Registers(long integers, long floats) implements RegisterDemand {}

    /** Never in registers: holds an array of more than one element. */
    record Memory() implements RegisterDemand {}

    /**
     * Not known, because the parts of a type are not.
     *
     * @param typeName the type whose parts are missing
     */
    record Undecided(String typeName) implements RegisterDemand {}

    /** What a sequence of two needs; an array among the parts decides, whatever else is missing. */
    default RegisterDemand plus(RegisterDemand other) {
        return switch (this) {
            case Memory memory -> memory;
            case Undecided undecided -> other instanceof Memory ? other : undecided;
            case Registers(long integers, long floats) -> switch (other) {
                case Registers more -> new Registers(integers + more.integers, floats + more.floats);
                case Memory memory -> memory;
                case Undecided undecided -> undecided;
            };
        };
    }
}

package dev.whereabouts.amd64.x87;

import dev.whereabouts.amd64.cpu.FaultKind;
import dev.whereabouts.amd64.cpu.GuestFault;
import dev.whereabouts.amd64.cpu.X87;

/** The eight registers as a stack, with the masked responses to its faults (SDM volume 1, sections 8.1.2 and 8.5.1.1). */
public final class RegisterStack {

    /** What is delivered for a register that is empty. */
    public static final Result UNDERFLOW = new Result(Extended.INDEFINITE, Status.IE | Status.SF);

    /** What is delivered for a push onto a full stack. */
    public static final Result OVERFLOW = new Result(Extended.INDEFINITE, Status.IE | Status.SF | Status.C1);

    /** The bits of a control word that can be set, and the one that always is. */
    private static final int CONTROL_BITS = 0x1f7f;
    private static final int CONTROL_ALWAYS = 0x40;

    private static final int CONDITIONS = Status.C0 | Status.C1 | Status.C2 | Status.C3;

    private RegisterStack() {}

    private static int physical(X87 unit, int index) {
        return unit.top + index & 7;
    }

    public static boolean isEmpty(X87 unit, int index) {
        return (unit.full >> physical(unit, index) & 1) == 0;
    }

    /** What ST(index) holds, empty or not. */
    public static Extended get(X87 unit, int index) {
        int register = physical(unit, index);
        return new Extended(unit.signExponent[register], unit.significand[register]);
    }

    /** Sets ST(index), which is not empty then. */
    public static void set(X87 unit, int index, Extended value) {
        int register = physical(unit, index);
        unit.signExponent[register] = value.signExponent();
        unit.significand[register] = value.significand();
        unit.full |= 1 << register;
    }

    public static void free(X87 unit, int index) {
        unit.full &= ~(1 << physical(unit, index));
    }

    public static void pop(X87 unit) {
        free(unit, 0);
        unit.top = unit.top + 1 & 7;
    }

    /**
     * Pushes what a load delivers, or the indefinite value where the stack is full.
     *
     * @return whether it was pushed: not where an unmasked exception stops it
     */
    public static boolean push(X87 unit, Result loaded) {
        Result result = isEmpty(unit, 7) ? loaded : OVERFLOW;
        if (raise(unit, result.status())) {
            return false;
        }
        unit.top = unit.top - 1 & 7;
        set(unit, 0, result.value());
        return true;
    }

    /**
     * Adds exceptions to the status word and sets C1 as the operation says.
     *
     * @return whether the operation stops here, its destination unchanged: invalid operation, denormal operand or division by zero, unmasked
     */
    public static boolean raise(X87 unit, int status) {
        unit.status = unit.status & ~Status.C1 | status & (Status.EXCEPTIONS | Status.SF | Status.C1);
        int unmasked = status & Status.EXCEPTIONS & ~unit.control;
        if (unmasked != 0) {
            unit.status |= Status.ES | Status.B;
        }
        return (unmasked & (Status.IE | Status.DE | Status.ZE)) != 0;
    }

    /** Sets the four condition bits. */
    public static void setConditions(X87 unit, int conditions) {
        unit.status = unit.status & ~CONDITIONS | conditions & CONDITIONS;
    }

    /** Takes a control word. */
    public static void setControl(X87 unit, int word) {
        unit.control = word & CONTROL_BITS | CONTROL_ALWAYS;
        review(unit);
    }

    /** Works out anew, after the masks or the exceptions changed, whether an unmasked exception waits. */
    public static void review(X87 unit) {
        boolean isWaiting = (unit.status & Status.EXCEPTIONS & ~unit.control) != 0;
        unit.status = isWaiting
                ? unit.status | Status.ES | Status.B
                : unit.status & ~(Status.ES | Status.B);
    }

    /** @throws GuestFault #MF if an unmasked exception waits */
    public static void await(X87 unit) {
        if ((unit.status & Status.ES) != 0) {
            throw GuestFault.of(FaultKind.X87);
        }
    }
}

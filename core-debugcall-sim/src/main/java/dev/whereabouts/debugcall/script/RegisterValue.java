package dev.whereabouts.debugcall.script;

import dev.whereabouts.amd64.state.RegisterName;
import dev.whereabouts.debugcall.expression.Expression;
import java.math.BigInteger;

/**
 * What a register shall hold.
 *
 * @param above the bits from 64 on of a wide register, not negative
 */
public record RegisterValue(Expression low, BigInteger above) {

    /** The whole as an unsigned number. @param value of the expression */
    public BigInteger with(long value) {
        return above.shiftLeft(Long.SIZE).or(RegisterName.unsigned(value));
    }
}

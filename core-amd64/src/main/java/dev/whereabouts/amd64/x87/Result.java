package dev.whereabouts.amd64.x87;

/**
 * What an operation delivers.
 *
 * @param value  the masked response, or for unmasked overflow and underflow the value scaled by 2 to the 24,576 (SDM volume 1, section 8.5.4)
 * @param status what it adds to the status word, see {@link Status}
 */
public record Result(Extended value, int status) {

    /** A value that raises nothing. */
    public static Result exact(Extended value) {
        return new Result(value, 0);
    }

    static Result invalid() {
        return new Result(Extended.INDEFINITE, Status.IE);
    }

    Result with(int more) {
        return new Result(value, status | more);
    }
}

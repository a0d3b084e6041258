package dev.whereabouts.ssa.json;

/**
 * JSON that a {@link FunctionReader} walks through, a value at a time. The methods that read a value ({@link #count}, {@link #symbol}, …)
 * stand at its beginning and leave it at its end.
 */
sealed interface FunctionInput permits JsonInput, PlainInput {

    // Structure.

    /** Whether an object begins here; if not, that is a fault. */
    boolean beginObject();

    /** Whether an array begins here; if not, that is a fault. */
    boolean beginArray();

    boolean isObject();

    boolean isArray();

    /** Goes to the next element of an array; false at its end. */
    boolean nextElement();

    /** Goes to the value of the next field of an object that has a name in {@code fields}; null at its end. Others are faults. */
    <F extends Enum<F>> F nextField(Fields<F> fields);

    /** Adds a field to the set of those seen (a bit each); one that was seen before is a fault. */
    default <F extends Enum<F>> long once(long seen, F field) {
        long bit = 1L << field.ordinal();
        if ((seen & bit) != 0) {
            fault("the field \"" + Fields.nameOf(field) + "\" is there twice");
        }
        return seen | bit;
    }

    /** At the end of an object: a required field that was not seen is a fault. */
    default <F extends Enum<F>> void require(Fields<F> fields, long seen) {
        for (long missing = fields.required() & ~seen; missing != 0; missing &= missing - 1) {
            String name = Fields.nameOf(fields.at(Long.numberOfTrailingZeros(missing)));
            faultOf(name, "the field \"" + name + "\" is missing");
        }
    }

    // Values.

    /** A number from 0 to 2^31 - 1. */
    int count();

    /** A whole number in a range that contains 0; as a number, or as a string {@code "0x…"}. */
    long number(long min, long max);

    boolean flag();

    Symbol symbol();

    default String text() {
        return symbol().text();
    }

    /** Bytes as a string of hexadecimal digits. */
    byte[] hex();

    // Faults.

    /** Counts a fault at the present place. */
    void fault(String detail);

    /** Counts a fault at a field of the object at the present place. */
    void faultOf(String field, String detail);
}

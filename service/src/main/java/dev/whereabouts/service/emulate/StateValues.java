package dev.whereabouts.service.emulate;

import dev.whereabouts.ssa.problem.Fault;
import dev.whereabouts.ssa.problem.InputException;
import dev.whereabouts.ssa.problem.Place;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Reads the values in a machine state's JSON, and gathers what is wrong with them. What is wrong reads as zero, or as nothing. */
final class StateValues {

    private final List<Fault> faults = new ArrayList<>();

    /** @return 0, for the caller to go on with */
    long fault(String pointer, String detail) {
        faults.add(new Fault(new Place.Pointer(pointer), detail));
        return 0;
    }

    boolean areGood() {
        return faults.isEmpty();
    }

    /** @throws InputException with all that is wrong, if anything is */
    void check() {
        if (!faults.isEmpty()) {
            throw InputException.invalid(faults);
        }
    }

    long address(String text, String at) {
        BigInteger value = number(text, at);
        if (value.bitLength() > 64) {
            return fault(at, "expected at most 64 bits");
        }
        return value.longValue();
    }

    BigInteger number(String text, String at) {
        if (text == null || !text.matches("0x[0-9a-fA-F]{1,64}")) {
            fault(at, "expected a number as \"0x…\"");
            return BigInteger.ZERO;
        }
        return new BigInteger(text.substring(2), 16);
    }

    byte[] hex(String text, String at) {
        try {
            if (text != null) {
                return HexFormat.of().parseHex(text);
            }
        } catch (IllegalArgumentException noHex) {
            // is reported below, like bytes that are missing
        }
        fault(at, "expected bytes, two hexadecimal digits each");
        return new byte[0];
    }
}

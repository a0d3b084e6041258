package dev.whereabouts.debugcall.injector;

import dev.whereabouts.amd64.state.RegisterName;
import dev.whereabouts.debugcall.session.Write;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A call, ready to be injected.
 *
 * @param function  what to call; empty to go on at status 0 without a call
 * @param frameSize bytes, unsigned
 * @param writes    memory of the program to fill first
 * @param frame     the bytes for SP at status 0; not to be changed
 * @param registers what to set at status 0
 */
record PreparedCall(OptionalLong function, long frameSize, List<Write> writes, byte[] frame,
        Map<RegisterName, BigInteger> registers) {

    PreparedCall {
        writes = List.copyOf(writes);
    }
}

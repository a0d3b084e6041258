package dev.whereabouts.debugcall.session;

import dev.whereabouts.amd64.state.RegisterName;
import java.math.BigInteger;

/** A register that has another value than before. */
public record Change(RegisterName register, BigInteger before, BigInteger after) {}

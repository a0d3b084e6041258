package dev.whereabouts.amd64.instruction;

import dev.whereabouts.amd64.instruction.Encoding.Attribute;
import dev.whereabouts.amd64.instruction.Instruction.Repeat;
import java.util.List;
import java.util.Set;

/** Decodes the instructions of 64-bit mode as AMD's processors do. Not for several threads. */
public final class Decoder {

    /** A bit for each feature that is known. */
    private final long features;
    private final InstructionBytes in = new InstructionBytes();
    private final Prefixes prefixes = new Prefixes();
    private final OperandReader operands = new OperandReader(in, prefixes);

    /** Knows every instruction of the table. */
    public Decoder() {
        features = -1;
    }

    /** @param features whose instructions to know; the others are invalid, or what they were before the feature: without LZCNT it is BSR */
    public Decoder(Set<Feature> features) {
        long bits = 0;
        for (Feature feature : features) {
            bits |= bit(feature);
        }
        this.features = bits;
    }

    /**
     * Decodes one instruction.
     *
     * @param bytes   it begins with the first of them
     * @param length  how many there are; 15 are always enough
     * @param address of the first
     */
    public Decoding decode(byte[] bytes, int length, long address) {
        in.start(bytes, length);
        int opcode = prefixes.read(in);
        int map = 0;
        boolean isAllowed = true;
        if (opcode == 0xc4 || opcode == 0xc5) {
            isAllowed = prefixes.readVex(opcode, in);
            map = prefixes.map & 3;
            opcode = in.unsignedByte();
        } else if (opcode == 0x0f) {
            map = 1;
            opcode = in.unsignedByte();
            if (opcode == 0x38 || opcode == 0x3a) {
                map = opcode == 0x38 ? 2 : 3;
                opcode = in.unsignedByte();
            }
        }
        if (in.isShort()) {
            return shortage();
        }
        if (!isAllowed) {
            return Undecoded.INVALID;
        }
        return decode(EncodingTable.AMD64.at(prefixes.isVex, map, prefixes.mandatory, opcode), opcode, address);
    }

    private Decoding decode(Encoding[] candidates, int opcode, long address) {
        if (candidates.length == 0) {
            return Undecoded.INVALID;
        }
        boolean hasModRm = candidates[0].hasModRm();
        int modRm = hasModRm ? in.unsignedByte() : 0;
        if (in.isShort()) {
            return shortage();
        }
        Encoding encoding = choose(candidates, modRm);
        if (encoding == null) {
            return Undecoded.INVALID;
        }
        int operandSize = encoding.operandSize(prefixes);
        int vectorLength = encoding.vectorLength(prefixes);
        operands.start(address, opcode, hasModRm, modRm);
        List<Operand> read = operands.read(encoding, operandSize, vectorLength);
        if (in.isShort()) {
            return shortage();
        }
        if (encoding.isGather() && !operands.isGatherOfThree()) {
            return Undecoded.INVALID;
        }
        return new Instruction(address, in.count(), encoding.operation(), encoding.hasCondition() ? opcode & 15 : 0,
                operandSize, prefixes.addressSize, vectorLength, prefixes.isVex, prefixes.hasLock, repeat(encoding),
                read);
    }

    private Encoding choose(Encoding[] candidates, int modRm) {
        int selector = modRm | (modRm >= 0xc0 ? Encoding.IS_REGISTER : 0) | (prefixes.w ? Encoding.IS_W : 0)
                | (prefixes.isLong ? Encoding.IS_LONG : 0) | (prefixes.b != 0 ? Encoding.IS_B : 0);
        for (Encoding candidate : candidates) {
            if (candidate.matches(selector) && (features & bit(candidate.feature())) != 0) {
                boolean isLockFit = !prefixes.hasLock || candidate.has(Attribute.LOCK) && modRm < 0xc0;
                boolean isVvvvFit = prefixes.vvvv == 0 || candidate.usesVvvv();
                return isLockFit && isVvvvFit ? candidate : null;
            }
        }
        return null;
    }

    private static long bit(Feature feature) {
        return 1L << feature.ordinal();
    }

    private Repeat repeat(Encoding encoding) {
        if (prefixes.repeat == Prefixes.NONE || !encoding.has(Attribute.REP) && !encoding.has(Attribute.REPE)) {
            return Repeat.NONE;
        }
        return prefixes.repeat == Prefixes.PF2 && encoding.has(Attribute.REPE)
                ? Repeat.REPEAT_NOT_EQUAL
                : Repeat.REPEAT;
    }

    private Undecoded shortage() {
        return in.count() >= InstructionBytes.MAX ? Undecoded.TOO_LONG : Undecoded.TRUNCATED;
    }
}

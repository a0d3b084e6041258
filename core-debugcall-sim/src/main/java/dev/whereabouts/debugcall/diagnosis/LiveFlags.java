package dev.whereabouts.debugcall.diagnosis;

import dev.whereabouts.amd64.cpu.GuestFault;
import dev.whereabouts.amd64.instruction.Decoder;
import dev.whereabouts.amd64.instruction.Instruction;
import dev.whereabouts.amd64.memory.GuestMemory;
import java.util.Optional;

/**
 * Whether the arithmetic flags at an address are read before they are written, as far as the straight line from there tells (SDM volume 1, appendix
 * A, which flags instructions use).
 */
final class LiveFlags {

    private static final int MOST_INSTRUCTIONS = 32;
    private static final int LONGEST_INSTRUCTION = 15;

    private LiveFlags() {}

    /** The instruction that reads the flags; empty where one writes them before, or the line ends. */
    static Optional<Instruction> reader(GuestMemory memory, long address) {
        Decoder decoder = new Decoder();
        long at = address;
        for (int i = 0; i < MOST_INSTRUCTIONS; i++) {
            byte[] bytes = new byte[LONGEST_INSTRUCTION];
            int length = readable(memory, at, bytes);
            if (!(decoder.decode(bytes, length, at) instanceof Instruction instruction)) {
                return Optional.empty();
            }
            switch (instruction.operation()) {
                case JCC, CMOVCC, SETCC, ADC, SBB, RCL, RCR, PUSHF, LAHF, CMC, LOOPE, LOOPNE, ADCX, ADOX -> {
                    return Optional.of(instruction);
                }
                case MOV, MOVZX, MOVSX, MOVSXD, LEA, XCHG, BSWAP, CBW, CWD, PUSH, POP, NOP, NOT, MOVAPS, MOVAPD, MOVUPS,
                        MOVUPD, MOVSS, MOVSD, MOVD, MOVQ, MOVDQA, MOVDQU, ADDSS, ADDSD, SUBSS, SUBSD, MULSS, MULSD,
                        DIVSS, DIVSD, XORPS, XORPD, ANDPS, ANDPD, PXOR, SQRTSD, CVTSI2SD, CVTTSD2SI, CVTSS2SD, CVTSD2SS,
                        LEAVE, STOS, MOVS, PREFETCH ->
                    at = instruction.next();
                default -> {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    private static int readable(GuestMemory memory, long address, byte[] into) {
        for (int i = 0; i < into.length; i++) {
            try {
                into[i] = (byte) memory.readByte(address + i);
            } catch (GuestFault end) {
                // an instruction may end where the code does
                return i;
            }
        }
        return into.length;
    }
}

package dev.whereabouts.amd64.linux.signal;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.cpu.X87;
import dev.whereabouts.amd64.memory.GuestMemory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The floating-point registers in memory: the layout of FXSAVE (SDM volume 1, section 10.5.1), and with AVX that of XSAVE behind it (section
 * 13.4) with the marks by which Linux tells programs so (asm/sigcontext.h, {@code struct _fpx_sw_bytes}).
 */
final class FloatingPointState {

    private static final int LEGACY = 512;
    private static final int STACK = 32;
    private static final int XMM = 160;
    private static final int MARK = 464;
    private static final int MARK_FIRST = 0x46505853;
    private static final int MARK_LAST = 0x46505845;
    private static final int XSAVE_HEADER = 64;
    private static final int UPPER_HALVES = LEGACY + XSAVE_HEADER;
    private static final int WITH_AVX = UPPER_HALVES + 256;
    private static final int COMPONENTS = 7;
    private static final int UPPER_COMPONENT = 4;
    private static final int MXCSR_MASK = 0xffff;

    private FloatingPointState() {}

    /** Bytes on the stack. */
    static int size(boolean hasAvx) {
        return hasAvx ? WITH_AVX + Integer.BYTES : LEGACY;
    }

    static void save(Cpu cpu, GuestMemory memory, long address, boolean hasAvx) {
        ByteBuffer state = ByteBuffer.allocate(size(hasAvx)).order(ByteOrder.LITTLE_ENDIAN);
        X87 x87 = cpu.x87;
        state.putShort(0, (short) x87.control);
        state.putShort(2, (short) x87.statusWord());
        state.put(4, (byte) x87.full);
        state.putInt(24, cpu.mxcsr);
        state.putInt(28, MXCSR_MASK);
        for (int i = 0; i < 8; i++) {
            int physical = x87.top + i & 7;
            state.putLong(STACK + 16 * i, x87.significand[physical]);
            state.putShort(STACK + 16 * i + 8, (short) x87.signExponent[physical]);
        }
        for (int i = 0; i < 16; i++) {
            state.putLong(XMM + 16 * i, cpu.vector[4 * i]);
            state.putLong(XMM + 16 * i + 8, cpu.vector[4 * i + 1]);
            if (hasAvx) {
                state.putLong(UPPER_HALVES + 16 * i, cpu.vector[4 * i + 2]);
                state.putLong(UPPER_HALVES + 16 * i + 8, cpu.vector[4 * i + 3]);
            }
        }
        if (hasAvx) {
            state.putInt(MARK, MARK_FIRST);
            state.putInt(MARK + 4, size(true));
            state.putLong(MARK + 8, COMPONENTS);
            state.putInt(MARK + 16, WITH_AVX);
            state.putLong(LEGACY, COMPONENTS);
            state.putInt(WITH_AVX, MARK_LAST);
        }
        memory.write(address, state.array(), 0, state.capacity());
    }

    /** @return whether the state is one that the registers can have; if not, nothing is changed */
    static boolean restore(Cpu cpu, GuestMemory memory, long address, boolean hasAvx) {
        byte[] bytes = new byte[LEGACY];
        memory.read(address, bytes, 0, LEGACY);
        ByteBuffer state = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int mxcsr = state.getInt(24);
        if ((mxcsr & ~MXCSR_MASK) != 0) {
            return false;
        }
        long[] upper = new long[32];
        if (hasAvx && state.getInt(MARK) == MARK_FIRST && (memory.readLong(address + LEGACY) & UPPER_COMPONENT) != 0) {
            for (int i = 0; i < upper.length; i++) {
                upper[i] = memory.readLong(address + UPPER_HALVES + 8 * i);
            }
        }
        X87 x87 = cpu.x87;
        x87.control = state.getShort(0) & 0xffff;
        x87.setStatusWord(state.getShort(2) & 0xffff);
        x87.full = state.get(4) & 0xff;
        cpu.mxcsr = mxcsr;
        for (int i = 0; i < 8; i++) {
            int physical = x87.top + i & 7;
            x87.significand[physical] = state.getLong(STACK + 16 * i);
            x87.signExponent[physical] = state.getShort(STACK + 16 * i + 8) & 0xffff;
        }
        for (int i = 0; i < 16; i++) {
            cpu.vector[4 * i] = state.getLong(XMM + 16 * i);
            cpu.vector[4 * i + 1] = state.getLong(XMM + 16 * i + 8);
            cpu.vector[4 * i + 2] = upper[2 * i];
            cpu.vector[4 * i + 3] = upper[2 * i + 1];
        }
        return true;
    }

    /** As after FNINIT and with all vector registers zero: what a frame without a state restores. */
    static void reset(Cpu cpu) {
        cpu.x87.control = X87.CONTROL_DEFAULT;
        cpu.x87.setStatusWord(0);
        cpu.x87.full = 0;
        Arrays.fill(cpu.x87.significand, 0);
        Arrays.fill(cpu.x87.signExponent, 0);
        Arrays.fill(cpu.vector, 0);
        cpu.mxcsr = Cpu.MXCSR_DEFAULT;
    }
}

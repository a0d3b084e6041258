package dev.whereabouts.ssa.elf;

import dev.whereabouts.ssa.dwarf.ByteWriter;
import dev.whereabouts.ssa.explain.StackGrowth;
import dev.whereabouts.ssa.model.Function;

/**
 * {@code .debug_frame} (DWARF 5 section 6.4): how the CFA follows from registers.
 *
 * <p>The rules are read off the code: the prologue that saves the caller's frame pointer ({@code PUSH RBP; MOV RBP, RSP}), every
 * {@code POP RBP} before a return or tail call, and the tail that calls the runtime for more stack, which runs before the prologue does.
 * Where the code is not known, or has a frame without that prologue (Go before 1.21), nothing is claimed.
 */
final class CallFrames {

    private static final int DW_CFA_ADVANCE_LOC4 = 0x04;
    private static final int DW_CFA_DEF_CFA = 0x0C;
    private static final int DW_CFA_DEF_CFA_OFFSET = 0x0E;
    private static final int DW_CFA_OFFSET = 0x80;
    private static final int DW_CFA_RESTORE = 0xC0;
    private static final int CIE_ID = -1;
    private static final int CIE_VERSION = 4;

    private static final int RBP = 6;
    private static final int RSP = 7;
    private static final int RETURN_ADDRESS = 16;

    /** Where a prologue begins at the latest: after the stack check of a large frame. */
    private static final int PROLOGUE_BYTES = 64;

    private static final int NOT_FOUND = -1;

    private final Section section;
    private final Section text;

    CallFrames(Section section, Section text) {
        this.section = section;
        this.text = text;
        int cie = section.beginUnit();
        ByteWriter out = section.content();
        out.u32(CIE_ID);
        out.u8(CIE_VERSION);
        out.u8(0); // no augmentation
        out.u8(Long.BYTES);
        out.u8(0); // no segments
        out.uleb(1); // code alignment
        out.sleb(-Long.BYTES);
        out.uleb(RETURN_ADDRESS);
        out.u8(DW_CFA_DEF_CFA);
        out.uleb(RSP);
        out.uleb(Long.BYTES);
        out.u8(DW_CFA_OFFSET | RETURN_ADDRESS);
        out.uleb(1);
        end(cie);
    }

    /**
     * @param start offset in {@code .text}
     */
    void function(Function function, int start) {
        byte[] code = function.code();
        int push = find(code, 0, PROLOGUE_BYTES, 0x55, 0x48, 0x89, 0xE5);
        boolean frameless = push == NOT_FOUND && find(code, 0, PROLOGUE_BYTES, 0x48, 0x83, 0xEC) == NOT_FOUND
                && find(code, 0, PROLOGUE_BYTES, 0x48, 0x81, 0xEC) == NOT_FOUND;
        if (code.length == 0 || push == NOT_FOUND && !frameless) {
            return;
        }
        int fde = section.beginUnit();
        ByteWriter out = section.content();
        section.offset(section, 0);
        section.address(text, start);
        out.u64(code.length);
        if (push != NOT_FOUND) {
            rows(code, push, StackGrowth.start(function));
        }
        end(fde);
    }

    /** @param growth where the stack-growth tail begins, or {@link Function#UNKNOWN} */
    private void rows(byte[] code, int push, int growth) {
        ByteWriter out = section.content();
        int pc = advance(0, push + 1);
        out.u8(DW_CFA_DEF_CFA_OFFSET);
        out.uleb(2 * Long.BYTES);
        out.u8(DW_CFA_OFFSET | RBP);
        out.uleb(2);
        pc = advance(pc, push + 4);
        withFrame();
        int tail = growth >= push + 4 ? growth : code.length;
        for (int at = push + 4; at < tail - 1; at++) {
            if (code[at] == 0x5D && leaves(code[at + 1] & 0xFF)) {
                pc = advance(pc, at + 1);
                withoutFrame();
                if (at + 2 < tail) {
                    pc = advance(pc, at + 2);
                    withFrame();
                }
            }
        }
        if (tail < code.length) {
            advance(pc, tail);
            withoutFrame();
        }
    }

    private void withFrame() {
        ByteWriter out = section.content();
        out.u8(DW_CFA_DEF_CFA);
        out.uleb(RBP);
        out.uleb(2 * Long.BYTES);
        out.u8(DW_CFA_OFFSET | RBP);
        out.uleb(2);
    }

    private void withoutFrame() {
        ByteWriter out = section.content();
        out.u8(DW_CFA_DEF_CFA);
        out.uleb(RSP);
        out.uleb(Long.BYTES);
        out.u8(DW_CFA_RESTORE | RBP);
    }

    /** Whether an instruction that begins so may follow {@code POP RBP}: a return or a jump. */
    private static boolean leaves(int opcode) {
        return opcode == 0xC3 || opcode == 0xE9 || opcode == 0xEB || opcode == 0xFF;
    }

    private int advance(int from, int to) {
        if (to > from) {
            section.content().u8(DW_CFA_ADVANCE_LOC4);
            section.content().u32(to - from);
        }
        return to;
    }

    private static int find(byte[] code, int from, int to, int... pattern) {
        for (int at = from; at < to && at + pattern.length <= code.length; at++) {
            int matched = 0;
            while (matched < pattern.length && (code[at + matched] & 0xFF) == pattern[matched]) {
                matched++;
            }
            if (matched == pattern.length) {
                return at;
            }
        }
        return NOT_FOUND;
    }

    /** Pads to the size of an address with operations that do nothing, and ends the part. */
    private void end(int part) {
        section.content().fill(0, -section.size() & Long.BYTES - 1);
        section.endUnit(part);
    }
}

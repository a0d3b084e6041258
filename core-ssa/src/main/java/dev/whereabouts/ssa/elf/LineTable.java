package dev.whereabouts.ssa.elf;

import dev.whereabouts.ssa.dwarf.ByteWriter;
import dev.whereabouts.ssa.model.Function;

/** {@code .debug_line} (DWARF 5 section 6.2): one sequence for every function whose listing is known. */
final class LineTable {

    /** The only file: a function does not say where it comes from. */
    static final String FILE = "unknown.go";

    private static final int DW_LNS_COPY = 1;
    private static final int DW_LNS_ADVANCE_PC = 2;
    private static final int DW_LNS_ADVANCE_LINE = 3;
    private static final int DW_LNE_END_SEQUENCE = 1;
    private static final int DW_LNE_SET_ADDRESS = 2;
    private static final int DW_LNCT_PATH = 1;
    private static final int DW_LNCT_DIRECTORY_INDEX = 2;
    private static final int DW_FORM_STRING = 0x08;
    private static final int DW_FORM_UDATA = 0x0F;

    /** How many operands the standard operations 1 to 12 have (DWARF 5 section 6.2.5.2). */
    private static final byte[] OPERANDS = {0, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 1};

    private final Section section;
    private final Section text;
    private final int unit;

    LineTable(int version, Section section, Section text) {
        this.section = section;
        this.text = text;
        unit = section.beginUnit();
        ByteWriter out = section.content();
        out.u16(version);
        if (version >= 5) {
            out.u8(Long.BYTES);
            out.u8(0);
        }
        int header = section.beginUnit();
        out.u8(1); // minimum_instruction_length
        out.u8(1); // maximum_operations_per_instruction
        out.u8(1); // default_is_stmt
        out.u8(0); // line_base
        out.u8(1); // line_range
        out.u8(OPERANDS.length + 1);
        out.bytes(OPERANDS);
        if (version >= 5) {
            filesOfVersion5(out);
        } else {
            out.u8(0);
            section.string(FILE);
            out.fill(0, 4); // directory, time, length; end of the files
        }
        section.endUnit(header);
    }

    private void filesOfVersion5(ByteWriter out) {
        out.u8(1);
        out.uleb(DW_LNCT_PATH);
        out.uleb(DW_FORM_STRING);
        out.uleb(1);
        section.string(".");
        out.u8(2);
        out.uleb(DW_LNCT_PATH);
        out.uleb(DW_FORM_STRING);
        out.uleb(DW_LNCT_DIRECTORY_INDEX);
        out.uleb(DW_FORM_UDATA);
        // the unit's own file is number 0, and the program's first file register is 1
        out.uleb(2);
        for (int file = 0; file < 2; file++) {
            section.string(FILE);
            out.uleb(0);
        }
    }

    /** @param start offset in {@code .text} */
    void function(Function function, int start) {
        if (function.instructions() == 0) {
            return;
        }
        ByteWriter out = section.content();
        extended(DW_LNE_SET_ADDRESS, Long.BYTES);
        section.address(text, start);
        int pc = 0;
        long line = 1;
        for (int i = 0; i < function.instructions(); i++) {
            int next = function.instructionPc(i);
            long nextLine = Math.max(function.instructionLine(i), 0);
            if (next < pc || next >= function.codeSize() || nextLine == line && i > 0) {
                continue;
            }
            out.u8(DW_LNS_ADVANCE_PC);
            out.uleb(next - pc);
            out.u8(DW_LNS_ADVANCE_LINE);
            out.sleb(nextLine - line);
            out.u8(DW_LNS_COPY);
            pc = next;
            line = nextLine;
        }
        out.u8(DW_LNS_ADVANCE_PC);
        out.uleb(function.codeSize() - pc);
        extended(DW_LNE_END_SEQUENCE, 0);
    }

    private void extended(int operation, int operandBytes) {
        section.content().u8(0);
        section.content().uleb(1 + operandBytes);
        section.content().u8(operation);
    }

    void finish() {
        section.endUnit(unit);
    }
}

package dev.whereabouts.ssa.elf;

import dev.whereabouts.ssa.dwarf.ByteWriter;
import dev.whereabouts.ssa.model.Variable;

/** {@code .debug_info}: one compile unit, in it a subprogram per function, each after the types that it is the first to need. */
final class DebugInfo {

    private static final int DW_UT_COMPILE = 0x01;
    private static final int DW_LANG_GO = 0x16;
    private static final int DW_OP_CALL_FRAME_CFA = 0x9C;

    private final Section section;
    private final Section text;
    private final int unit;
    private final int unitHighPc;
    private final TypeDies types;

    /** Begins the unit. */
    DebugInfo(int version, Section section, Section abbreviations, Section text, Section lines) {
        this.section = section;
        this.text = text;
        unit = section.beginUnit();
        types = new TypeDies(section, unit - Integer.BYTES);
        ByteWriter out = section.content();
        out.u16(version);
        if (version >= 5) {
            out.u8(DW_UT_COMPILE);
            out.u8(Long.BYTES);
            section.offset(abbreviations, 0);
        } else {
            section.offset(abbreviations, 0);
            out.u8(Long.BYTES);
        }
        begin(Abbreviation.UNIT);
        section.string("Whereabouts");
        section.string(LineTable.FILE);
        out.u16(DW_LANG_GO);
        section.address(text, 0);
        unitHighPc = out.size();
        out.u32(0);
        section.offset(lines, 0);
    }

    private void begin(Abbreviation abbreviation) {
        section.content().uleb(abbreviation.code());
    }

    /** Writes a variable's type, where it is not there yet; to be done before {@link #beginFunction}. */
    void prepare(Variable variable) {
        types.offset(variable.type(), variable.size());
    }

    /**
     * Begins a subprogram; where it has variables they follow, then {@link #endFunction}.
     *
     * @param start offset in {@code .text}
     */
    void beginFunction(String name, int start, int size, boolean hasVariables) {
        begin(hasVariables ? Abbreviation.FUNCTION : Abbreviation.FUNCTION_WITHOUT_VARIABLES);
        section.string(name);
        section.address(text, start);
        ByteWriter out = section.content();
        out.u32(size);
        out.uleb(1);
        out.u8(DW_OP_CALL_FRAME_CFA);
    }

    /** A variable that has no location anywhere. */
    void variable(Variable variable) {
        begin(switch (variable.variableClass()) {
            case "param" -> Abbreviation.PARAMETER_NOWHERE;
            case "result" -> Abbreviation.RESULT_NOWHERE;
            default -> Abbreviation.LOCAL_NOWHERE;
        });
        nameAndType(variable);
    }

    /** A variable with its location list. */
    void variable(Variable variable, Section lists, int list) {
        begin(switch (variable.variableClass()) {
            case "param" -> Abbreviation.PARAMETER;
            case "result" -> Abbreviation.RESULT;
            default -> Abbreviation.LOCAL;
        });
        nameAndType(variable);
        section.offset(lists, list);
    }

    private void nameAndType(Variable variable) {
        section.string(variable.name());
        section.content().u32(types.offset(variable.type(), variable.size()));
    }

    void endFunction() {
        section.content().uleb(0);
    }

    /** Ends the unit, whose code ends at an offset in {@code .text}. */
    void finish(int textSize) {
        section.content().uleb(0);
        section.content().setU32(unitHighPc, textSize);
        section.endUnit(unit);
    }
}

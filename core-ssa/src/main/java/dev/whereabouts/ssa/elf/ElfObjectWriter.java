package dev.whereabouts.ssa.elf;

import dev.whereabouts.ssa.analysis.LocationLists;
import dev.whereabouts.ssa.dwarf.ByteWriter;
import dev.whereabouts.ssa.dwarf.ListForm;
import dev.whereabouts.ssa.model.Function;
import dev.whereabouts.ssa.model.Parameter;
import dev.whereabouts.ssa.model.Variable;
import dev.whereabouts.ssa.problem.InputException;
import dev.whereabouts.ssa.problem.Limits;
import dev.whereabouts.ssa.problem.Place;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Collects functions with their lists, then writes them as one relocatable ELF64 object for amd64.
 *
 * <p>Each function has its code, where that is known, else {@code NOP}s; a symbol; and DWARF 4 or 5: a subprogram whose frame base is the
 * CFA, and a DIE for every parameter, result and variable that has a list. The lists have the same bytes as elsewhere, but for the base
 * address. One writer makes one object.
 */
public final class ElfObjectWriter {

    private static final int TEXT_ALIGNMENT = 32;
    private static final int NOP = 0x90;
    private static final int INT3 = 0xCC;
    private static final int NO_LIST = -1;

    private final Limits limits;
    private final int version;
    private final Section text = new Section(".text", 1);
    private final Section info = new Section(".debug_info", 2);
    private final Section abbreviations = new Section(".debug_abbrev", 3);
    private final Section lines = new Section(".debug_line", 4);
    private final Section frames = new Section(".debug_frame", 5);
    private final Section lists;
    private final SymbolTable symbols;
    private final DebugInfo debugInfo;
    private final LineTable lineTable;
    private final CallFrames callFrames;
    private final int listsUnit;

    /** @param version of DWARF, 4 or 5 */
    public ElfObjectWriter(int version, Limits limits) {
        if (version != 4 && version != 5) {
            throw new IllegalArgumentException("the version of DWARF is 4 or 5");
        }
        this.version = version;
        this.limits = limits;
        lists = new Section(version == 5 ? ".debug_loclists" : ".debug_loc", 6);
        Abbreviation.writeAll(abbreviations.content());
        listsUnit = version == 5 ? beginLoclists(lists) : 0;
        debugInfo = new DebugInfo(version, info, abbreviations, text, lines);
        lineTable = new LineTable(version, lines, text);
        callFrames = new CallFrames(frames, text);
        symbols = new SymbolTable(sections());
    }

    /** DWARF 5 section 7.29: the header of a table of lists. */
    private static int beginLoclists(Section section) {
        int unit = section.beginUnit();
        section.content().u16(5);
        section.content().u8(Long.BYTES);
        section.content().u8(0); // no segments
        section.content().u32(0); // no table of offsets: the DIEs say where their lists are
        return unit;
    }

    private List<Section> sections() {
        return List.of(text, info, abbreviations, lines, frames, lists);
    }

    /**
     * Adds a function.
     *
     * @throws InputException if PCs of the function are not known, or the limit {@code codeBytes} is passed; the writer is then of no
     *         further use
     */
    public void add(LocationLists result) {
        Function function = result.function();
        int start = place(function);
        symbols.function(function.name(), start, function.codeSize());
        lineTable.function(function, start);
        int[] listOf = listOfVariable(result);
        int[] shown = shownVariables(function, listOf);
        for (int index : shown) {
            debugInfo.prepare(function.variables().get(index));
        }
        debugInfo.beginFunction(function.name(), start, function.codeSize(), shown.length > 0);
        for (int index : shown) {
            Variable variable = function.variables().get(index);
            int list = listOf[index];
            if (list != NO_LIST && result.firstEntry(list) < result.firstEntry(list + 1)) {
                debugInfo.variable(variable, lists, write(result, list, start));
            } else {
                debugInfo.variable(variable);
            }
        }
        if (shown.length > 0) {
            debugInfo.endFunction();
        }
    }

    private static int[] listOfVariable(LocationLists result) {
        int[] listOf = new int[result.function().variables().size()];
        Arrays.fill(listOf, NO_LIST);
        for (int list = 0; list < result.lists(); list++) {
            listOf[result.variable(list)] = list;
        }
        return listOf;
    }

    /** The parameters in their order, since readers take it for that of the signature, then the results and the others. */
    private static int[] shownVariables(Function function, int[] listOf) {
        IntStream parameters = function.parameters().stream().mapToInt(Parameter::variable);
        IntStream others = IntStream.range(0, listOf.length)
                .filter(index -> listOf[index] != NO_LIST || isInSignature(function.variables().get(index)));
        return IntStream.concat(parameters, others).distinct().toArray();
    }

    private static boolean isInSignature(Variable variable) {
        return variable.isParameter() || variable.variableClass().equals("result");
    }

    /** Puts the code at the end of {@code .text} and answers where. */
    private int place(Function function) {
        if (function.codeSize() == Function.UNKNOWN) {
            throw unplaced(function);
        }
        ByteWriter out = text.content();
        int padding = -out.size() & TEXT_ALIGNMENT - 1;
        if ((long) out.size() + padding + function.codeSize() > limits.codeBytes()) {
            throw InputException.limit(new Place.Pointer(""), "codeBytes", limits.codeBytes());
        }
        out.fill(INT3, padding);
        int start = out.size();
        byte[] code = function.code();
        if (code.length == function.codeSize()) {
            out.bytes(code);
            callFrames.function(function, start);
        } else {
            out.fill(NOP, function.codeSize());
        }
        return start;
    }

    /** Appends a list and answers its offset in the section. */
    private int write(LocationLists result, int list, int start) {
        int at = lists.size();
        ListForm form = version == 5
                ? new ListForm.BasedLoclists(Long.BYTES, start)
                : new ListForm.Loc(Long.BYTES, start);
        if (!form.encode(result, list, lists.content())) {
            throw unplaced(result.function());
        }
        // the base address follows the kind of entry that selects it: one byte in DWARF 5, a word in DWARF 4
        lists.relocateAddress(at + (version == 5 ? 1 : Long.BYTES), text, start);
        return at;
    }

    private static InputException unplaced(Function function) {
        return InputException.invalid(new Place.Pointer(""), "an ELF object needs PCs, and those of " + function.name()
                + " are not known: give \"codeSize\" and \"pc\", or in a dump the listing that -S prints");
    }

    /**
     * Ends the object and writes it.
     *
     * @throws IOException if the stream does
     */
    public void writeTo(OutputStream out) throws IOException {
        debugInfo.finish(text.size());
        lineTable.finish();
        if (version == 5) {
            lists.endUnit(listsUnit);
        }
        new ElfFile(sections(), symbols).writeTo(out);
    }
}

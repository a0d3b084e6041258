package dev.whereabouts.debugcall.binary.dwarf;

import dev.whereabouts.debugcall.binary.section.BinaryException;
import dev.whereabouts.debugcall.binary.section.Bytes;
import dev.whereabouts.debugcall.binary.section.Cursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/** The line program of one unit (section 6.2), run when it is asked. */
final class LineTable {

    private static final int COPY = 1;
    private static final int ADVANCE_PC = 2;
    private static final int ADVANCE_LINE = 3;
    private static final int SET_FILE = 4;
    private static final int NEGATE_STMT = 6;
    private static final int CONST_ADD_PC = 8;
    private static final int FIXED_ADVANCE_PC = 9;

    private static final int END_SEQUENCE = 1;
    private static final int SET_ADDRESS = 2;
    private static final int DEFINE_FILE = 3;

    private static final int CONTENT_PATH = 1;
    private static final int CONTENT_DIRECTORY = 2;

    private static final int MAX_FORMATS = 64;
    private static final int MAX_FILES = 1 << 20;

    private final Unit unit;
    private final Cursor cursor;
    private final long end;
    private final int version;
    private final long programAt;
    private final int instructionLength;
    private final boolean isStatementFirst;
    private final int lineBase;
    private final int lineRange;
    private final int opcodeBase;
    private final int[] operands;
    private final List<String> files = new ArrayList<>();

    private LineTable(Unit unit, long offset) {
        this.unit = unit;
        Bytes section = unit.information().section("line");
        cursor = new Cursor(section, offset);
        long length = cursor.u32();
        section.part(cursor.at(), length);
        end = cursor.at() + length;
        version = cursor.u16();
        if (version < 2 || version > 5) {
            throw new BinaryException(section.name() + " has version " + version + " at 0x" + Long.toHexString(offset));
        }
        if (version == 5) {
            cursor.skip(2);
        }
        long headerLength = cursor.u32();
        programAt = cursor.at() + headerLength;
        instructionLength = cursor.u8();
        if (version >= 4) {
            cursor.u8();
        }
        isStatementFirst = cursor.u8() != 0;
        lineBase = (byte) cursor.u8();
        lineRange = cursor.u8();
        opcodeBase = cursor.u8();
        if (lineRange == 0 || opcodeBase == 0) {
            throw new BinaryException(
                    section.name() + " has a line range or opcode base of 0 at 0x" + Long.toHexString(offset));
        }
        operands = new int[opcodeBase];
        for (int i = 1; i < opcodeBase; i++) {
            operands[i] = cursor.u8();
        }
        if (version == 5) {
            readFiles5();
        } else {
            readFiles();
        }
    }

    /** The table of a unit; empty where it has none. */
    static Optional<LineTable> of(Unit unit) {
        OptionalLong offset = unit.root().number(Dwarf.AT_STMT_LIST);
        return offset.isPresent()
                ? Optional.of(new LineTable(unit, offset.getAsLong()))
                : Optional.empty();
    }

    private void readFiles() {
        List<String> directories = new ArrayList<>();
        directories.add("");
        for (String each = cursor.text(); !each.isEmpty(); each = cursor.text()) {
            directories.add(each);
        }
        // files are counted from 1 before DWARF 5
        files.add("");
        for (String each = cursor.text(); !each.isEmpty(); each = cursor.text()) {
            addFile(each, directories, cursor.uleb());
            cursor.uleb();
            cursor.uleb();
        }
    }

    private void addFile(String name, List<String> directories, long directory) {
        if (files.size() == MAX_FILES) {
            throw new BinaryException("a line table has more than " + MAX_FILES + " files");
        }
        boolean isJoined = !name.startsWith("/") && directory > 0 && directory < directories.size();
        files.add(isJoined ? directories.get((int) directory) + "/" + name : name);
    }

    private void readFiles5() {
        List<String> directories = new ArrayList<>();
        readNames((name, directory) -> directories.add(name));
        readNames((name, directory) -> addFile(name, directories, directory));
    }

    @FunctionalInterface
    private interface Named {
        void name(String name, long directory);
    }

    private void readNames(Named to) {
        int formats = cursor.u8();
        if (formats > MAX_FORMATS) {
            throw new BinaryException("a line table describes names by " + formats + " values");
        }
        long[] contents = new long[formats];
        int[] forms = new int[formats];
        for (int i = 0; i < formats; i++) {
            contents[i] = cursor.uleb();
            forms[i] = (int) cursor.uleb();
        }
        long count = cursor.uleb();
        if (count < 0 || count > MAX_FILES) {
            throw new BinaryException("a line table has more than " + MAX_FILES + " files");
        }
        for (long each = 0; each < count; each++) {
            String name = "";
            long directory = 0;
            for (int i = 0; i < formats; i++) {
                if (contents[i] == CONTENT_PATH) {
                    name = forms[i] == Form.STRING
                            ? cursor.text()
                            : unit.text(forms[i], Form.number(cursor, forms[i], 0));
                } else if (contents[i] == CONTENT_DIRECTORY) {
                    directory = Form.number(cursor, forms[i], 0);
                } else {
                    Form.skip(cursor, forms[i]);
                }
            }
            to.name(name, directory);
        }
    }

    /** The lowest address at which a statement of a line begins. */
    OptionalLong addressOf(Predicate<String> isFile, int wanted) {
        if (files.stream().noneMatch(isFile)) {
            return OptionalLong.empty();
        }
        Cursor program = cursor;
        program.moveTo(programAt);
        OptionalLong best = OptionalLong.empty();
        State state = new State();
        while (program.at() < end) {
            int opcode = program.u8();
            boolean isRow = false;
            if (opcode >= opcodeBase) {
                int adjusted = opcode - opcodeBase;
                state.address += (long) instructionLength * (adjusted / lineRange);
                state.line += lineBase + adjusted % lineRange;
                isRow = true;
            } else if (opcode == 0) {
                extended(program, state);
            } else {
                isRow = opcode == COPY;
                standard(program, opcode, state);
            }
            boolean isWanted = isRow && state.isStatement && state.line == wanted && state.file >= 0
                    && state.file < files.size() && isFile.test(files.get((int) state.file));
            if (isWanted && (best.isEmpty() || Long.compareUnsigned(state.address, best.getAsLong()) < 0)) {
                best = OptionalLong.of(state.address);
            }
        }
        return best;
    }

    /** The registers of the line machine that are read here (section 6.2.2). */
    private final class State {
        private long address;
        private long file = 1;
        private long line = 1;
        private boolean isStatement = isStatementFirst;
    }

    private void standard(Cursor program, int opcode, State state) {
        switch (opcode) {
            case COPY -> {
            }
            case ADVANCE_PC -> state.address += instructionLength * program.uleb();
            case ADVANCE_LINE -> state.line += program.sleb();
            case SET_FILE -> state.file = program.uleb();
            case NEGATE_STMT -> state.isStatement = !state.isStatement;
            case CONST_ADD_PC -> state.address += (long) instructionLength * ((255 - opcodeBase) / lineRange);
            case FIXED_ADVANCE_PC -> state.address += program.u16();
            default -> {
                for (int i = 0; i < operands[opcode]; i++) {
                    program.uleb();
                }
            }
        }
    }

    private void extended(Cursor program, State state) {
        long length = program.uleb();
        if (length == 0) {
            return;
        }
        long next = program.at() + length;
        switch (program.u8()) {
            case END_SEQUENCE -> {
                state.address = 0;
                state.file = 1;
                state.line = 1;
                state.isStatement = isStatementFirst;
            }
            case SET_ADDRESS -> state.address = program.i64();
            case DEFINE_FILE -> files.add(program.text());
            default -> {
            }
        }
        if (next < program.at() || next > end) {
            throw new BinaryException("a line program has an instruction that reaches beyond it before 0x"
                    + Long.toHexString(program.at()));
        }
        program.moveTo(next);
    }
}

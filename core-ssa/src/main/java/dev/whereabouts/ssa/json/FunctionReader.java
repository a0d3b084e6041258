package dev.whereabouts.ssa.json;

import dev.whereabouts.amd64.register.RegisterFile;
import dev.whereabouts.ssa.model.Function;
import dev.whereabouts.ssa.model.FunctionBuilder;
import dev.whereabouts.ssa.model.OwnOp;
import dev.whereabouts.ssa.model.Parameter;
import dev.whereabouts.ssa.model.Piece;
import dev.whereabouts.ssa.model.Slot;
import dev.whereabouts.ssa.model.Variable;
import dev.whereabouts.ssa.op.OpTable;
import dev.whereabouts.ssa.problem.InputException;
import dev.whereabouts.ssa.problem.Limits;
import dev.whereabouts.ssa.problem.Place;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads functions from JSON, straight into the columns of a {@link FunctionBuilder}. Fields may stand in any order.
 *
 * <p>One reader reads any number of functions, one after another, and remembers the strings that they share. Not safe for several threads.
 */
public final class FunctionReader {

    /** How a register that a part of a tuple does not have is written. */
    static final String NO_REGISTER = "<nil>";

    private enum FunctionField {
        NAME, ENTRY, CODE_SIZE, CODE, OPTIMIZED, CLOSURE_VARIABLE, VARIABLES, SLOTS, NAMES, PARAMS, BLOCKS, INSTRUCTIONS
    }

    private enum VariableField {
        NAME, CLASS, TYPE, SIZE, CFA_OFFSET
    }

    private enum SlotField {
        VARIABLE, TYPE, SIZE, OFFSET, SPLIT_OF, SPLIT_OFFSET
    }

    private enum NameField {
        SLOT, VALUES
    }

    private enum ParameterField {
        VARIABLE, PIECES
    }

    private enum PieceField {
        TYPE, SIZE, OFFSET, REGISTER, PADDING
    }

    private enum BlockField {
        ID, KIND, PREDS, SUCCS, PC, VALUES
    }

    private enum ValueField {
        ID, OP, TYPE, SIZE, ARGS, AUX_INT, AUX, HOME, PC, LINE, ZERO_WIDTH, CALL, CLOBBERS
    }

    private enum PlaceField {
        VARIABLE, OFFSET
    }

    private enum InstructionField {
        PC, LINE
    }

    private static final Fields<FunctionField> FUNCTION = new Fields<>(FunctionField.class, Set.of(FunctionField.NAME,
            FunctionField.ENTRY, FunctionField.BLOCKS));
    private static final Fields<VariableField> VARIABLE = new Fields<>(VariableField.class, Set.of(VariableField.NAME,
            VariableField.CLASS, VariableField.CFA_OFFSET));
    private static final Fields<SlotField> SLOT = new Fields<>(SlotField.class, Set.of(SlotField.VARIABLE));
    private static final Fields<NameField> NAME = new Fields<>(NameField.class,
            Set.of(NameField.SLOT, NameField.VALUES));
    private static final Fields<ParameterField> PARAMETER = new Fields<>(ParameterField.class,
            Set.of(ParameterField.VARIABLE));
    private static final Fields<PieceField> PIECE = new Fields<>(PieceField.class,
            Set.of(PieceField.SIZE, PieceField.OFFSET,
                    PieceField.REGISTER));
    private static final Fields<BlockField> BLOCK = new Fields<>(BlockField.class,
            Set.of(BlockField.ID, BlockField.KIND));
    private static final Fields<ValueField> VALUE = new Fields<>(ValueField.class,
            Set.of(ValueField.ID, ValueField.OP));
    private static final Fields<PlaceField> PLACE = new Fields<>(PlaceField.class, Set.of(PlaceField.VARIABLE));
    private static final Fields<InstructionField> INSTRUCTION = new Fields<>(InstructionField.class,
            Set.of(InstructionField.PC));

    private static final long ZERO_WIDTH_BIT = 1L << ValueField.ZERO_WIDTH.ordinal();
    private static final long CALL_BIT = 1L << ValueField.CALL.ordinal();
    private static final long CLOBBERS_BIT = 1L << ValueField.CLOBBERS.ordinal();
    private static final long FACT_BITS = ZERO_WIDTH_BIT | CALL_BIT | CLOBBERS_BIT;

    private final Limits limits;
    private final JsonFactory factory;
    private final SymbolTable symbols = new SymbolTable();
    private final FunctionBuilder builder;
    private final PlainInput plain;
    private final boolean mayBePlain;
    private FunctionInput in;

    public FunctionReader(Limits limits) {
        this.limits = limits;
        factory = JsonFactory.builder().streamReadConstraints(StreamReadConstraints.builder()
                .maxNestingDepth(limits.jsonDepth()).maxStringLength(limits.textLength())
                .maxNameLength(limits.textLength()).maxNumberLength(limits.textLength()).build())
                // JSON is in UTF-8 (RFC 8259 section 8.1)
                .disable(TokenStreamFactory.Feature.CHARSET_DETECTION).build();
        builder = new FunctionBuilder(limits, Place.Pointer::new);
        plain = new PlainInput(symbols, limits.textLength());
        mayBePlain = limits.jsonDepth() >= PlainInput.DEPTH && limits.textLength() >= PlainInput.LONGEST_TOKEN;
    }

    /**
     * Reads a document that is one function.
     *
     * @throws InputException if it is none, or beyond a limit
     */
    public Function read(byte[] json) {
        try {
            return read(new ByteArrayInputStream(json));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a document that is one function, to the stream's end. Does not close the stream.
     *
     * @throws InputException if it is none, or beyond a limit
     * @throws IOException if the stream could not be read
     */
    public Function read(InputStream json) throws IOException {
        return tokens(json, 1);
    }

    /**
     * Reads the function on a line: the quick way where it is plain, else by Jackson from the line's beginning.
     *
     * @param number of the line in what the user sees
     */
    Function readLine(LineInput line, long number) throws IOException {
        if (mayBePlain && line.holdsLine(limits.functionBytes())) {
            try {
                Function function = plain(line.buffer(), line.at());
                line.leave();
                return function;
            } catch (PlainInput.NotPlain | InputException refused) {
                // is read again below, which tells what is wrong and where
            }
        }
        return tokens(line, number);
    }

    /**
     * Reads the plain function from a place in some bytes on.
     *
     * @throws PlainInput.NotPlain if it is not plain
     */
    Function plain(byte[] bytes, int from) {
        plain.begin(bytes, from);
        in = plain;
        builder.reset(Place.Pointer::new);
        function();
        plain.end();
        return builder.build();
    }

    /**
     * Reads one function, plain or not, to the stream's end.
     *
     * @param line the number of the document's first line in what the user sees
     */
    Function tokens(InputStream json, long line) throws IOException {
        try (JsonInput input = open(new BoundedInput(json, limits.functionBytes()), line)) {
            try {
                input.begin();
                Function function = function(input);
                input.end();
                return function;
            } catch (JacksonException e) {
                throw input.refusal(e);
            }
        }
    }

    JsonInput open(InputStream json, long line) {
        return new JsonInput(factory.createParser(ObjectReadContext.empty(), json), limits, symbols, line);
    }

    /** Reads the function that begins at the present token. */
    Function function(JsonInput input) {
        in = input;
        String prefix = input.pointer();
        builder.reset(pointer -> new Place.Pointer(prefix + pointer));
        function();
        input.throwFaults();
        return builder.build();
    }

    private void function() {
        if (!in.beginObject()) {
            return;
        }
        long seen = 0;
        for (FunctionField f = in.nextField(FUNCTION); f != null; f = in.nextField(FUNCTION)) {
            seen = in.once(seen, f);
            switch (f) {
                case NAME -> builder.name(in.text());
                case ENTRY -> builder.entry(in.count());
                case CODE_SIZE -> builder.codeSize(in.count());
                case CODE -> builder.code(in.hex());
                case OPTIMIZED -> builder.optimized(in.flag());
                case CLOSURE_VARIABLE -> builder.closureVariable(in.count());
                case VARIABLES -> elements(this::variable);
                case SLOTS -> elements(this::slot);
                case NAMES -> elements(this::name);
                case PARAMS -> elements(this::parameter);
                case BLOCKS -> elements(this::block);
                case INSTRUCTIONS -> elements(this::instruction);
            }
        }
        in.require(FUNCTION, seen);
    }

    /** Reads an array of objects. */
    private void elements(Runnable element) {
        if (in.beginArray()) {
            while (in.nextElement()) {
                if (in.beginObject()) {
                    element.run();
                }
            }
        }
    }

    private void variable() {
        String name = "";
        String variableClass = "";
        String type = "";
        long size = Variable.UNKNOWN_SIZE;
        int cfaOffset = 0;
        long seen = 0;
        for (VariableField f = in.nextField(VARIABLE); f != null; f = in.nextField(VARIABLE)) {
            seen = in.once(seen, f);
            switch (f) {
                case NAME -> name = in.text();
                case CLASS -> variableClass = in.text();
                case TYPE -> type = in.text();
                case SIZE -> size = bytes();
                case CFA_OFFSET -> cfaOffset = (int) in.number(Integer.MIN_VALUE, Integer.MAX_VALUE);
            }
        }
        in.require(VARIABLE, seen);
        builder.variable(new Variable(name, variableClass, type, size, cfaOffset));
    }

    private void slot() {
        int variable = 0;
        String type = "";
        long size = Variable.UNKNOWN_SIZE;
        long offset = 0;
        int splitOf = Slot.WHOLE;
        long splitOffset = 0;
        long seen = 0;
        for (SlotField f = in.nextField(SLOT); f != null; f = in.nextField(SLOT)) {
            seen = in.once(seen, f);
            switch (f) {
                case VARIABLE -> variable = in.count();
                case TYPE -> type = in.text();
                case SIZE -> size = bytes();
                case OFFSET -> offset = bytes();
                case SPLIT_OF -> splitOf = in.count();
                case SPLIT_OFFSET -> splitOffset = bytes();
            }
        }
        in.require(SLOT, seen);
        builder.slot(new Slot(variable, type, size, offset, splitOf, splitOffset));
    }

    private void name() {
        builder.beginName(0);
        long seen = 0;
        for (NameField f = in.nextField(NAME); f != null; f = in.nextField(NAME)) {
            seen = in.once(seen, f);
            switch (f) {
                case SLOT -> builder.nameSlot(in.count());
                case VALUES -> {
                    if (in.beginArray()) {
                        while (in.nextElement()) {
                            builder.nameValue(in.count());
                        }
                    }
                }
            }
        }
        in.require(NAME, seen);
    }

    private void parameter() {
        int variable = 0;
        List<Piece> pieces = new ArrayList<>();
        long seen = 0;
        for (ParameterField f = in.nextField(PARAMETER); f != null; f = in.nextField(PARAMETER)) {
            seen = in.once(seen, f);
            switch (f) {
                case VARIABLE -> variable = in.count();
                case PIECES -> elements(() -> piece(pieces));
            }
        }
        in.require(PARAMETER, seen);
        builder.parameter(new Parameter(variable, List.copyOf(pieces)));
    }

    private void piece(List<Piece> pieces) {
        String type = "";
        long size = 0;
        long offset = 0;
        int register = RegisterFile.NONE;
        long padding = 0;
        long seen = 0;
        for (PieceField f = in.nextField(PIECE); f != null; f = in.nextField(PIECE)) {
            seen = in.once(seen, f);
            switch (f) {
                case TYPE -> type = in.text();
                case SIZE -> size = bytes();
                case OFFSET -> offset = bytes();
                case REGISTER -> register = register();
                case PADDING -> padding = bytes();
            }
        }
        in.require(PIECE, seen);
        pieces.add(new Piece(type, size, offset, register, padding));
    }

    private void block() {
        builder.beginBlock(0, "", Function.UNKNOWN);
        long seen = 0;
        for (BlockField f = in.nextField(BLOCK); f != null; f = in.nextField(BLOCK)) {
            seen = in.once(seen, f);
            switch (f) {
                case ID -> builder.blockId(in.count());
                case KIND -> builder.blockKind(in.text());
                case PREDS -> {
                    if (in.beginArray()) {
                        while (in.nextElement()) {
                            builder.pred(in.count());
                        }
                    }
                }
                case SUCCS -> {
                    if (in.beginArray()) {
                        while (in.nextElement()) {
                            builder.succ(in.count());
                        }
                    }
                }
                case PC -> builder.blockPc(in.count());
                case VALUES -> elements(this::value);
            }
        }
        in.require(BLOCK, seen);
    }

    private void value() {
        builder.beginValue(0);
        Symbol op = Symbol.EMPTY;
        boolean zeroWidth = false;
        boolean call = false;
        long clobbers = 0;
        long seen = 0;
        for (ValueField f = in.nextField(VALUE); f != null; f = in.nextField(VALUE)) {
            seen = in.once(seen, f);
            switch (f) {
                case ID -> builder.valueId(in.count());
                case OP -> op = in.symbol();
                case TYPE -> builder.type(in.text());
                case SIZE -> builder.size(bytes());
                case ARGS -> {
                    if (in.beginArray()) {
                        while (in.nextElement()) {
                            builder.arg(in.count());
                        }
                    }
                }
                case AUX_INT -> builder.auxInt(in.number(Long.MIN_VALUE, Long.MAX_VALUE));
                case AUX -> place(builder::aux);
                case HOME -> home();
                case PC -> builder.pc(in.count());
                case LINE -> builder.line(in.count());
                case ZERO_WIDTH -> zeroWidth = in.flag();
                case CALL -> call = in.flag();
                case CLOBBERS -> clobbers = registerSet();
            }
        }
        in.require(VALUE, seen);
        if ((seen & FACT_BITS) != 0) {
            ownOp(op, seen, zeroWidth, call, clobbers);
        } else if (op.op() != OpTable.NONE) {
            builder.op(op.op());
        } else {
            builder.op(new OwnOp(OpTable.NONE, op.text(), false, false, false, 0));
        }
    }

    /** Half the facts would be a guess at the other half. */
    private void ownOp(Symbol op, long seen, boolean zeroWidth, boolean call, long clobbers) {
        String rule = "a value that brings its own facts says both zeroWidth and clobbers";
        if ((seen & ZERO_WIDTH_BIT) == 0) {
            in.faultOf("zeroWidth", rule);
        }
        if ((seen & CLOBBERS_BIT) == 0) {
            in.faultOf("clobbers", rule);
        }
        builder.op(new OwnOp(op.op(), op.text(), true, zeroWidth, call, clobbers));
    }

    private void home() {
        if (in.isObject()) {
            place(builder::homeStack);
        } else if (in.isArray()) {
            builder.homeTuple(tuple());
        } else {
            int register = register();
            if (register != RegisterFile.NONE) {
                builder.homeRegister(register);
            }
        }
    }

    private int[] tuple() {
        int[] registers = new int[2];
        int size = 0;
        in.beginArray();
        while (in.nextElement()) {
            if (size == registers.length) {
                registers = Arrays.copyOf(registers, size * 2);
            }
            Symbol symbol = in.symbol();
            registers[size++] = symbol.text().equals(NO_REGISTER) ? Function.HOME_NONE : register(symbol);
        }
        return Arrays.copyOf(registers, size);
    }

    private long registerSet() {
        long set = 0;
        if (in.beginArray()) {
            while (in.nextElement()) {
                int register = register();
                set |= register == RegisterFile.NONE ? 0 : 1L << register;
            }
        }
        return set;
    }

    private int register() {
        return register(in.symbol());
    }

    private int register(Symbol symbol) {
        if (symbol.register() == RegisterFile.NONE && symbol != Symbol.EMPTY) {
            in.fault("there is no such register: registers have the names of Go's assembler, such as AX or X0");
        }
        return symbol.register();
    }

    /** A receiver of {@code {variable, offset}}. */
    @FunctionalInterface
    private interface PlaceConsumer {
        void accept(int variable, long offset);
    }

    private void place(PlaceConsumer consumer) {
        if (!in.beginObject()) {
            return;
        }
        int variable = 0;
        long offset = 0;
        long seen = 0;
        for (PlaceField f = in.nextField(PLACE); f != null; f = in.nextField(PLACE)) {
            seen = in.once(seen, f);
            switch (f) {
                case VARIABLE -> variable = in.count();
                case OFFSET -> offset = in.number(Long.MIN_VALUE, Long.MAX_VALUE);
            }
        }
        in.require(PLACE, seen);
        consumer.accept(variable, offset);
    }

    private void instruction() {
        int pc = 0;
        int line = Function.UNKNOWN;
        long seen = 0;
        for (InstructionField f = in.nextField(INSTRUCTION); f != null; f = in.nextField(INSTRUCTION)) {
            seen = in.once(seen, f);
            switch (f) {
                case PC -> pc = in.count();
                case LINE -> line = in.count();
            }
        }
        in.require(INSTRUCTION, seen);
        builder.instruction(pc, line);
    }

    private long bytes() {
        return in.number(0, Long.MAX_VALUE);
    }
}

package dev.whereabouts.debugcall.binary.dwarf;

import dev.whereabouts.debugcall.binary.section.BinaryException;
import dev.whereabouts.debugcall.binary.section.Bytes;
import dev.whereabouts.debugcall.binary.section.Cursor;
import java.util.ArrayList;
import java.util.List;

/** Evaluates a location expression (sections 2.5 and 2.6). */
public final class LocationExpression {

    private static final int ADDR = 0x03;
    private static final int DEREF = 0x06;
    private static final int CONST1U = 0x08;
    private static final int CONST1S = 0x09;
    private static final int CONST2U = 0x0a;
    private static final int CONST2S = 0x0b;
    private static final int CONST4U = 0x0c;
    private static final int CONST4S = 0x0d;
    private static final int CONST8U = 0x0e;
    private static final int CONST8S = 0x0f;
    private static final int CONSTU = 0x10;
    private static final int CONSTS = 0x11;
    private static final int DUP = 0x12;
    private static final int DROP = 0x13;
    private static final int OVER = 0x14;
    private static final int PICK = 0x15;
    private static final int SWAP = 0x16;
    private static final int AND = 0x1a;
    private static final int MINUS = 0x1c;
    private static final int MUL = 0x1e;
    private static final int NEG = 0x1f;
    private static final int NOT = 0x20;
    private static final int OR = 0x21;
    private static final int PLUS = 0x22;
    private static final int PLUS_UCONST = 0x23;
    private static final int SHL = 0x24;
    private static final int SHR = 0x25;
    private static final int SHRA = 0x26;
    private static final int XOR = 0x27;
    private static final int LIT0 = 0x30;
    private static final int REG0 = 0x50;
    private static final int BREG0 = 0x70;
    private static final int REGX = 0x90;
    private static final int FBREG = 0x91;
    private static final int BREGX = 0x92;
    private static final int PIECE = 0x93;
    private static final int DEREF_SIZE = 0x94;
    private static final int NOP = 0x96;
    private static final int CALL_FRAME_CFA = 0x9c;
    private static final int IMPLICIT_VALUE = 0x9e;
    private static final int STACK_VALUE = 0x9f;
    private static final int ADDRX = 0xa1;

    private static final int NUMBERED = 32;

    /** An expression has no loop that is read here, so that its bytes bound its work; the stack is bounded apart. */
    private static final int MAX_STACK = 256;

    /** A frame base that asks for the frame base would not end. */
    private static final int MAX_NESTING = 2;

    private final Unit unit;
    private final Frame frame;
    private final int nesting;
    private final long[] stack = new long[MAX_STACK];
    private final List<Piece> pieces = new ArrayList<>();
    private int depth;
    private Piece simple;

    private LocationExpression(Unit unit, Frame frame, int nesting) {
        this.unit = unit;
        this.frame = frame;
        this.nesting = nesting;
    }

    /**
     * Evaluates an expression.
     *
     * @return the pieces in the order of the value's bytes; none where the variable is nowhere
     * @throws BinaryException if the expression is damaged, or has an operation that is not read
     */
    public static List<Piece> evaluate(Bytes expression, Unit unit, Frame frame) {
        return new LocationExpression(unit, frame, 0).pieces(expression);
    }

    private List<Piece> pieces(Bytes expression) {
        Cursor cursor = new Cursor(expression, 0);
        while (!cursor.isAtEnd()) {
            int operation = cursor.u8();
            if (operation == PIECE) {
                long size = cursor.uleb();
                pieces.add(sized(size));
                simple = null;
                depth = 0;
            } else {
                execute(operation, cursor);
            }
        }
        if (simple != null || depth > 0) {
            pieces.add(sized(Piece.ALL));
        }
        return List.copyOf(pieces);
    }

    private Piece sized(long size) {
        return switch (simple) {
            case null -> depth > 0 ? new Piece.InMemory(stack[depth - 1], size) : new Piece.Missing(size);
            case Piece.InRegister(int number, long ignored) -> new Piece.InRegister(number, size);
            case Piece.Computed(long value, long ignored) -> new Piece.Computed(value, size);
            case Piece.Given(Bytes bytes, long ignored) -> new Piece.Given(bytes, size);
            case Piece.InMemory inMemory -> inMemory;
            case Piece.Missing missing -> missing;
        };
    }

    private void execute(int operation, Cursor cursor) {
        if (operation >= LIT0 && operation < LIT0 + NUMBERED) {
            push(operation - LIT0);
            return;
        }
        if (operation >= REG0 && operation < REG0 + NUMBERED) {
            simple = new Piece.InRegister(operation - REG0, Piece.ALL);
            return;
        }
        if (operation >= BREG0 && operation < BREG0 + NUMBERED) {
            push(frame.register(operation - BREG0) + cursor.sleb());
            return;
        }
        switch (operation) {
            case ADDR -> push(cursor.i64() + frame.bias());
            case ADDRX -> push(unit.address(cursor.uleb()) + frame.bias());
            case CONST1U -> push(cursor.u8());
            case CONST1S -> push((byte) cursor.u8());
            case CONST2U -> push(cursor.u16());
            case CONST2S -> push((short) cursor.u16());
            case CONST4U -> push(cursor.u32());
            case CONST4S -> push((int) cursor.u32());
            case CONST8U, CONST8S -> push(cursor.i64());
            case CONSTU -> push(cursor.uleb());
            case CONSTS -> push(cursor.sleb());
            case REGX -> simple = new Piece.InRegister((int) cursor.uleb(), Piece.ALL);
            case BREGX -> push(frame.register((int) cursor.uleb()) + cursor.sleb());
            case FBREG -> push(frameBase() + cursor.sleb());
            case CALL_FRAME_CFA -> push(frame.canonicalFrameAddress());
            case PLUS_UCONST -> push(pop() + cursor.uleb());
            case DEREF -> push(frame.memory(pop(), Long.BYTES));
            case DEREF_SIZE -> push(frame.memory(pop(), cursor.u8()));
            case IMPLICIT_VALUE -> simple = new Piece.Given(cursor.part(cursor.uleb()), Piece.ALL);
            case STACK_VALUE -> simple = new Piece.Computed(pop(), Piece.ALL);
            case PICK -> pick(cursor.u8());
            case NOP -> {
            }
            default -> arrange(operation);
        }
    }

    private void arrange(int operation) {
        switch (operation) {
            case DUP -> pick(0);
            case OVER -> pick(1);
            case DROP -> pop();
            case NEG -> push(-pop());
            case NOT -> push(~pop());
            default -> {
                long second = pop();
                long first = pop();
                if (operation == SWAP) {
                    push(second);
                    push(first);
                } else {
                    push(combined(operation, first, second));
                }
            }
        }
    }

    private static long combined(int operation, long first, long second) {
        return switch (operation) {
            case PLUS -> first + second;
            case MINUS -> first - second;
            case MUL -> first * second;
            case AND -> first & second;
            case OR -> first | second;
            case XOR -> first ^ second;
            case SHL -> first << second;
            case SHR -> first >>> second;
            case SHRA -> first >> second;
            default -> throw new BinaryException(
                    "a location has the operation 0x" + Integer.toHexString(operation) + ", which is not read");
        };
    }

    private long frameBase() {
        if (nesting == MAX_NESTING) {
            throw new BinaryException("a frame base counts from the frame base");
        }
        List<Piece> base = new LocationExpression(unit, frame, nesting + 1).pieces(frame.frameBase());
        return switch (base.isEmpty() ? null : base.getFirst()) {
            case Piece.InMemory(long address, long size) -> address;
            case Piece.InRegister(int number, long size) -> frame.register(number);
            case Piece.Computed(long value, long size) -> value;
            case Piece.Given given -> throw new BinaryException("a frame base is a block");
            case Piece.Missing missing -> throw new BinaryException("a frame base is nowhere");
            case null -> throw new BinaryException("a location counts from a frame base, and the function has none");
        };
    }

    private void push(long value) {
        if (depth == MAX_STACK) {
            throw new BinaryException("a location needs a stack of more than " + MAX_STACK + " values");
        }
        stack[depth++] = value;
    }

    private long pop() {
        if (depth == 0) {
            throw new BinaryException("a location takes a value from an empty stack");
        }
        return stack[--depth];
    }

    private void pick(int index) {
        if (index >= depth) {
            throw new BinaryException("a location takes a value from an empty stack");
        }
        push(stack[depth - 1 - index]);
    }
}

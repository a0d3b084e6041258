package dev.whereabouts.debugcall.binary.variable;

import dev.whereabouts.amd64.abi.GoType;
import dev.whereabouts.amd64.abi.Layout;
import dev.whereabouts.amd64.abi.NamedType;
import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.cpu.GuestFault;
import dev.whereabouts.amd64.memory.GuestMemory;
import dev.whereabouts.debugcall.binary.dwarf.DebugInformation;
import dev.whereabouts.debugcall.binary.dwarf.Dwarf;
import dev.whereabouts.debugcall.binary.dwarf.Entry;
import dev.whereabouts.debugcall.binary.dwarf.LocationExpression;
import dev.whereabouts.debugcall.binary.dwarf.LocationLists;
import dev.whereabouts.debugcall.binary.dwarf.Piece;
import dev.whereabouts.debugcall.binary.pclntab.FunctionTable;
import dev.whereabouts.debugcall.binary.pclntab.GoFunction;
import dev.whereabouts.debugcall.binary.section.BinaryException;
import dev.whereabouts.debugcall.binary.section.Bytes;
import dev.whereabouts.debugcall.binary.type.EntryTypes;
import dev.whereabouts.debugcall.binary.type.Padding;
import dev.whereabouts.debugcall.target.Variable;
import dev.whereabouts.debugcall.target.Variable.Content;
import dev.whereabouts.debugcall.target.Variable.Role;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the variables of the innermost frame of a stopped thread. */
public final class Variables {

    /** Of a larger value only so many bytes are read. */
    public static final int MAX_BYTES = 1 << 16;

    private static final int RETURN_ADDRESS = 8;

    private final DebugInformation debug;
    private final FunctionTable functions;
    private final EntryTypes types;

    public Variables(DebugInformation debug, FunctionTable functions, EntryTypes types) {
        this.debug = debug;
        this.functions = functions;
        this.types = types;
    }

    /**
     * The variables in scope, in the order of their declarations.
     *
     * @param bias what is added to the addresses of the file
     * @return none in a function of which the debug information tells nothing
     */
    public List<Variable> at(Cpu cpu, GuestMemory memory, long bias) {
        long address = cpu.rip - bias;
        Optional<GoFunction> function = functions.at(address);
        Optional<Entry> entry = function.flatMap(each -> debug.function(each.entry()));
        if (entry.isEmpty()) {
            return List.of();
        }
        long depth = functions.depths(function.get()).at(address - function.get().entry());
        StoppedFrame frame = new StoppedFrame(cpu, memory, bias, cpu.gpr[Cpu.RSP] + depth + RETURN_ADDRESS,
                entry.get().block(Dwarf.AT_FRAME_BASE).orElseGet(() -> Bytes.of("no frame base", new byte[0])));
        List<Variable> variables = new ArrayList<>();
        collect(entry.get(), frame, address, variables);
        return variables;
    }

    private void collect(Entry function, StoppedFrame frame, long address, List<Variable> to) {
        List<String> scopeOfDepth = new ArrayList<>(List.of(function.name()));
        int skipped = Integer.MAX_VALUE;
        for (Entry each : function.unit().inside(function)) {
            if (each.depth() > skipped) {
                continue;
            }
            skipped = Integer.MAX_VALUE;
            while (scopeOfDepth.size() > each.depth()) {
                scopeOfDepth.removeLast();
            }
            String scope = scopeOfDepth.getLast();
            boolean isScope = each.tag() == Dwarf.TAG_LEXICAL_BLOCK || each.tag() == Dwarf.TAG_INLINED_SUBROUTINE;
            if (isScope && !each.covers(address)) {
                skipped = each.depth();
            } else if (each.tag() == Dwarf.TAG_FORMAL_PARAMETER || each.tag() == Dwarf.TAG_VARIABLE) {
                to.add(variable(each, scope, frame, address));
            }
            if (each.hasChildren()) {
                scopeOfDepth.add(each.tag() == Dwarf.TAG_INLINED_SUBROUTINE ? each.name() : scope);
            }
        }
    }

    private Variable variable(Entry entry, String scope, StoppedFrame frame, long address) {
        Entry declared = entry.reference(Dwarf.AT_ABSTRACT_ORIGIN).orElse(entry);
        GoType type = declared.reference(Dwarf.AT_TYPE).map(types::type)
                .orElseGet(() -> NamedType.undefined("?"));
        Role role = declared.tag() != Dwarf.TAG_FORMAL_PARAMETER
                ? Role.LOCAL
                : declared.isSet(Dwarf.AT_VARIABLE_PARAMETER) ? Role.RESULT : Role.PARAMETER;
        return new Variable(entry.name(), scope, role, type, content(entry, type, frame, address));
    }

    private static Content content(Entry entry, GoType type, StoppedFrame frame, long address) {
        if (!(type.layout() instanceof Layout.Known known)) {
            return new Content.Unavailable(List.of(), "the size of its type is not known");
        }
        try {
            Optional<Bytes> expression = LocationLists.at(entry, address);
            if (expression.isEmpty()) {
                return new Content.Unavailable(List.of(),
                        "optimised out: no entry of its location list covers this address");
            }
            List<Piece> pieces = LocationExpression.evaluate(expression.get(), entry.unit(), frame);
            if (pieces.isEmpty() && known.size() > 0) {
                return new Content.Unavailable(List.of(), "optimised out: it has no location anywhere");
            }
            return read(pieces, type, known.size(), frame);
        } catch (BinaryException e) {
            return new Content.Unavailable(List.of(), e.getMessage());
        } catch (GuestFault e) {
            return new Content.Unavailable(List.of(),
                    "its location is in memory that is not mapped, at 0x" + Long.toHexString(e.address()));
        }
    }

    private static Content read(List<Piece> pieces, GoType type, long size, StoppedFrame frame) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        List<String> places = new ArrayList<>();
        String missing = null;
        long at = 0;
        for (Piece piece : pieces) {
            long length = piece.size() == Piece.ALL ? size - at : piece.size();
            if (length < 0 || length > size - at) {
                return new Content.Unavailable(places, "its location has more bytes than its type");
            }
            places.add(place(piece));
            if (piece instanceof Piece.Missing && !Padding.isPadding(type, at, at + length)) {
                missing = "optimised out: bytes " + at + " to " + (at + length) + " are nowhere";
            }
            byte[] part = part(piece, (int) Math.min(length, MAX_BYTES), frame);
            bytes.write(part, 0, Math.min(part.length, MAX_BYTES - Math.min(MAX_BYTES, bytes.size())));
            at += length;
        }
        // padding behind the last piece
        bytes.write(new byte[MAX_BYTES], 0, (int) (Math.min(size, MAX_BYTES) - Math.min(bytes.size(), size)));
        if (missing == null && !Padding.isPadding(type, at, size)) {
            missing = "optimised out: its location has " + at + " of " + size + " bytes";
        }
        return missing == null
                ? new Content.Known(places, bytes.toByteArray())
                : new Content.Unavailable(places, missing);
    }

    private static String place(Piece piece) {
        return switch (piece) {
            case Piece.InRegister(int number, long size) -> StoppedFrame.name(number);
            case Piece.InMemory(long address, long size) -> "[0x" + Long.toHexString(address) + "]";
            case Piece.Computed computed -> "a constant";
            case Piece.Given given -> "a constant";
            case Piece.Missing absent -> "nowhere";
        };
    }

    private static byte[] part(Piece piece, int length, StoppedFrame frame) {
        byte[] part = new byte[length];
        switch (piece) {
            case Piece.InRegister(int number, long size) -> {
                byte[] register = frame.bytes(number);
                if (length > register.length) {
                    throw new BinaryException("its location has " + length + " bytes in one register");
                }
                System.arraycopy(register, 0, part, 0, length);
            }
            case Piece.InMemory(long address, long size) -> frame.memory().peek(address, part, 0, length);
            case Piece.Computed(long value, long size) -> {
                for (int i = 0; i < Math.min(length, Long.BYTES); i++) {
                    part[i] = (byte) (value >>> 8 * i);
                }
            }
            case Piece.Given(Bytes bytes, long size) -> {
                for (int i = 0; i < Math.min(length, bytes.size()); i++) {
                    part[i] = (byte) bytes.u8(i);
                }
            }
            case Piece.Missing absent -> {
            }
        }
        return part;
    }
}

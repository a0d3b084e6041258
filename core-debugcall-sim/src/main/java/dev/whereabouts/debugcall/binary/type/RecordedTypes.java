package dev.whereabouts.debugcall.binary.type;

import dev.whereabouts.amd64.abi.ArrayType;
import dev.whereabouts.amd64.abi.BasicType;
import dev.whereabouts.amd64.abi.ChannelType;
import dev.whereabouts.amd64.abi.FunctionType;
import dev.whereabouts.amd64.abi.GoType;
import dev.whereabouts.amd64.abi.InterfaceType;
import dev.whereabouts.amd64.abi.Layout;
import dev.whereabouts.amd64.abi.MapType;
import dev.whereabouts.amd64.abi.NamedType;
import dev.whereabouts.amd64.abi.PointerType;
import dev.whereabouts.amd64.abi.Signature;
import dev.whereabouts.amd64.abi.SliceType;
import dev.whereabouts.amd64.abi.StructType;
import dev.whereabouts.amd64.abi.TypeException;
import dev.whereabouts.amd64.cpu.GuestFault;
import dev.whereabouts.amd64.memory.GuestMemory;
import dev.whereabouts.debugcall.target.RuntimeType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads the runtime's records of types in the memory of a program. They are there whether it is stripped or not.
 *
 * <p>Source of the rule: {@code internal/abi.Type} and the records that begin with it; before Go 1.20 the same in {@code runtime/type.go}. Names are a byte of
 * flags, a length and the text.
 */
public final class RecordedTypes {

    private static final int ALIGN_AT = 21;
    private static final int FLAGS_AT = 20;
    private static final int KIND_AT = 23;
    private static final int TEXT_AT = 40;
    private static final int FIRST_PART_AT = 48;
    private static final int SECOND_PART_AT = 56;
    private static final int THIRD_PART_AT = 64;

    /** The text has a star before it that does not belong to it. */
    private static final int EXTRA_STAR = 2;
    private static final int HAS_NAME = 4;

    private static final int FIELD = 24;
    private static final int METHOD = 8;
    private static final int MAX_NAME = 1 << 16;
    private static final int MAX_FIELDS = 1 << 12;
    private static final int MAX_PARTS = 1 << 14;

    /** As in {@link ChannelType.Direction}: reflect.RecvDir and reflect.SendDir. */
    private static final int RECEIVE = 1;
    private static final int SEND = 2;

    private final GuestMemory memory;
    private final long module;
    private final ModuleData layout;
    private int parts;

    /** A record that is none. */
    private static final class NoRecord extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** @param module the address of the runtime's description of the program */
    public RecordedTypes(GuestMemory memory, long module, ModuleData layout) {
        this.memory = memory;
        this.module = module;
        this.layout = layout;
    }

    /** The record of a type by where it is from the start of all; empty before the program's data can be read. */
    public OptionalLong at(OptionalLong offset) {
        try {
            return offset.isPresent() ? OptionalLong.of(start() + offset.getAsLong()) : offset;
        } catch (GuestFault e) {
            return OptionalLong.empty();
        }
    }

    private long start() {
        return memory.readLong(module + layout.types());
    }

    private boolean isRecord(long address) {
        return Long.compareUnsigned(address, start()) >= 0
                && Long.compareUnsigned(address, memory.readLong(module + layout.typesEnd())) < 0;
    }

    /** The type of a record; empty where there is none, or a damaged one. */
    public Optional<RuntimeType> at(long address) {
        parts = 0;
        try {
            GoType type = type(address, 0, 0);
            return Optional.of(new RuntimeType(text(address), type, isDirect(type)));
        } catch (NoRecord | GuestFault | TypeException e) {
            return Optional.empty();
        }
    }

    /** The record of a type that has a text such as {@code *main.T} or {@code []string}, or of an element of one. */
    public OptionalLong named(String name) {
        try {
            long links = memory.readLong(module + layout.typeLinks());
            long count = Math.min(memory.readLong(module + layout.typeLinks() + 8), MAX_FIELDS * 16L);
            for (long i = 0; i < count; i++) {
                long record = start() + memory.readInt(links + 4 * i);
                if (!isRecord(record)) {
                    return OptionalLong.empty();
                }
                if (text(record).equals(name)) {
                    return OptionalLong.of(record);
                }
                int kind = kind(record);
                boolean hasElement = kind == Kind.POINTER || kind == Kind.SLICE || kind == Kind.ARRAY;
                long element = hasElement ? memory.readLong(record + FIRST_PART_AT) : 0;
                if (hasElement && isRecord(element) && text(element).equals(name)) {
                    return OptionalLong.of(element);
                }
            }
        } catch (NoRecord | GuestFault e) {
            return OptionalLong.empty();
        }
        return OptionalLong.empty();
    }

    private int kind(long record) {
        return memory.readByte(record + KIND_AT) & Kind.NUMBER;
    }

    private String text(long record) {
        String text = name(start() + memory.readInt(record + TEXT_AT));
        boolean hasStar = (memory.readByte(record + FLAGS_AT) & EXTRA_STAR) != 0;
        return hasStar && text.startsWith("*") ? text.substring(1) : text;
    }

    private String name(long address) {
        int length = 0;
        long at = address + 1;
        for (int shift = 0; shift < 28; shift += 7) {
            int next = memory.readByte(at++);
            length |= (next & 0x7f) << shift;
            if (next < 0x80) {
                break;
            }
        }
        if (length > MAX_NAME) {
            throw new NoRecord();
        }
        byte[] text = new byte[length];
        memory.read(at, text, 0, length);
        return new String(text, StandardCharsets.UTF_8);
    }

    private GoType type(long record, int references, int depth) {
        if (!isRecord(record) || depth > GoType.MAX_DEPTH || ++parts > MAX_PARTS) {
            throw new NoRecord();
        }
        String text = text(record);
        GoType bare = bare(record, text, references, depth);
        boolean isNamed = (memory.readByte(record + FLAGS_AT) & HAS_NAME) != 0 && !bare.toString().equals(text)
                && !(bare instanceof NamedType);
        return isNamed ? NamedType.of(text, bare) : bare;
    }

    private GoType bare(long record, String text, int references, int depth) {
        int kind = kind(record);
        Optional<? extends GoType> basic = Kind.basic(kind);
        if (basic.isPresent()) {
            return basic.get();
        }
        return switch (kind) {
            case Kind.ARRAY -> new ArrayType(memory.readLong(record + THIRD_PART_AT),
                    type(memory.readLong(record + FIRST_PART_AT), references, depth + 1));
            case Kind.CHANNEL ->
                new ChannelType(direction(record), referred(record + FIRST_PART_AT, references, depth));
            case Kind.FUNCTION -> new FunctionType(Signature.of(List.of(), List.of()));
            case Kind.INTERFACE -> interfaceType(record);
            case Kind.MAP -> new MapType(referred(record + FIRST_PART_AT, references, depth),
                    referred(record + SECOND_PART_AT, references, depth));
            case Kind.POINTER -> new PointerType(referred(record + FIRST_PART_AT, references, depth));
            case Kind.SLICE -> new SliceType(referred(record + FIRST_PART_AT, references, depth));
            case Kind.STRUCT -> struct(record, text, references, depth);
            default -> throw new NoRecord();
        };
    }

    private GoType referred(long at, int references, int depth) {
        long element = memory.readLong(at);
        if (!isRecord(element)) {
            throw new NoRecord();
        }
        return references < EntryTypes.MAX_REFERENCES
                ? type(element, references + 1, depth + 1)
                : NamedType.undefined(text(element));
    }

    private ChannelType.Direction direction(long record) {
        return switch (memory.readInt(record + SECOND_PART_AT)) {
            case RECEIVE -> ChannelType.Direction.RECEIVE;
            case SEND -> ChannelType.Direction.SEND;
            default -> ChannelType.Direction.BOTH;
        };
    }

    private GoType interfaceType(long record) {
        long methods = memory.readLong(record + SECOND_PART_AT);
        long count = memory.readLong(record + THIRD_PART_AT);
        if (count < 0 || count > MAX_FIELDS) {
            throw new NoRecord();
        }
        List<String> names = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            names.add(name(start() + memory.readInt(methods + METHOD * i)));
        }
        return names.isEmpty() ? InterfaceType.EMPTY : new InterfaceType(names);
    }

    private GoType struct(long record, String text, int references, int depth) {
        long fields = memory.readLong(record + SECOND_PART_AT);
        long count = memory.readLong(record + THIRD_PART_AT);
        if (count < 0 || count > MAX_FIELDS) {
            throw new NoRecord();
        }
        List<StructType.Field> read = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            long field = fields + FIELD * i;
            read.add(new StructType.Field(name(memory.readLong(field)),
                    type(memory.readLong(field + 8), references, depth + 1)));
        }
        StructType struct = new StructType(read);
        long size = memory.readLong(record);
        boolean isSized = struct.layout() instanceof Layout.Known known && known.size() == size;
        return isSized ? struct : NamedType.opaque(text, size, Math.max(1, memory.readByte(record + ALIGN_AT)));
    }

    /** Whether an interface holds the value itself: a type that is one pointer, wrapped or not. */
    private static boolean isDirect(GoType type) {
        return switch (type) {
            case PointerType pointer -> true;
            case MapType map -> true;
            case ChannelType channel -> true;
            case FunctionType function -> true;
            case NamedType named -> named.underlying().isPresent() && isDirect(named.underlying().get());
            case StructType struct -> struct.fields().size() == 1 && isDirect(struct.fields().getFirst().type());
            case ArrayType array -> array.length() == 1 && isDirect(array.element());
            case BasicType basic -> basic == BasicType.UNSAFE_POINTER;
            case SliceType slice -> false;
            case InterfaceType inner -> false;
        };
    }
}

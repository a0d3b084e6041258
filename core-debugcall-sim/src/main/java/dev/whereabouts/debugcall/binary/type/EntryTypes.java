package dev.whereabouts.debugcall.binary.type;

import dev.whereabouts.amd64.abi.ArrayType;
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
import dev.whereabouts.debugcall.binary.dwarf.Dwarf;
import dev.whereabouts.debugcall.binary.dwarf.Entry;
import dev.whereabouts.debugcall.binary.section.BinaryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Makes types of their entries in the debug information. Safe for use by several threads. */
public final class EntryTypes {

    /** References beyond so many are to a type by its name and size alone: types may refer to themselves. */
    static final int MAX_REFERENCES = 3;

    private static final int MAX_PARTS = 1 << 14;

    private final Map<Key, GoType> made = new ConcurrentHashMap<>();

    private record Key(long offset, int references) {}

    /**
     * The type of an entry.
     *
     * @throws BinaryException if the entries are not those of a Go type
     */
    public GoType type(Entry entry) {
        try {
            return new Maker().type(entry, 0, 0);
        } catch (TypeException e) {
            throw new BinaryException("the type " + entry.name() + " cannot be: " + e.getMessage(), e);
        }
    }

    /** One making, with a bound on all of its work. */
    private final class Maker {

        private int parts;

        private GoType type(Entry entry, int references, int depth) {
            Key key = new Key(entry.offset(), references);
            GoType known = made.get(key);
            if (known != null) {
                return known;
            }
            if (depth > GoType.MAX_DEPTH || ++parts > MAX_PARTS) {
                throw new BinaryException("the type " + entry.name() + " is made of too many types");
            }
            GoType type = make(entry, references, depth);
            made.put(key, type);
            return type;
        }

        private GoType make(Entry entry, int references, int depth) {
            String name = entry.name();
            boolean isInterface = entry.number(Dwarf.AT_GO_KIND).orElse(0) == Kind.INTERFACE;
            if (entry.tag() == Dwarf.TAG_TYPEDEF && !entry.has(Dwarf.AT_GO_KIND)) {
                // a name of a type that is defined under the same name
                return entry.reference(Dwarf.AT_TYPE).map(defined -> type(defined, references, depth + 1))
                        .orElseGet(() -> NamedType.undefined(name));
            }
            GoType bare = isInterface ? interfaceType(entry) : bare(entry, references, depth);
            boolean isNamed = !name.isEmpty() && isName(name) && !bare.toString().equals(name);
            return isNamed && !(bare instanceof NamedType) ? NamedType.of(name, bare) : bare;
        }

        private GoType bare(Entry entry, int references, int depth) {
            int kind = (int) entry.number(Dwarf.AT_GO_KIND).orElse(0) & Kind.NUMBER;
            Optional<? extends GoType> basic = Kind.basic(kind);
            if (basic.isPresent()) {
                return basic.get();
            }
            return switch (kind) {
                case Kind.ARRAY -> array(entry, references, depth);
                case Kind.CHANNEL -> new ChannelType(direction(entry.name()),
                        referred(entry, Dwarf.AT_GO_ELEM, references, depth));
                case Kind.FUNCTION -> new FunctionType(Signature.of(List.of(), List.of()));
                case Kind.MAP -> new MapType(referred(entry, Dwarf.AT_GO_KEY, references, depth),
                        referred(entry, Dwarf.AT_GO_ELEM, references, depth));
                case Kind.POINTER -> new PointerType(referred(entry, Dwarf.AT_TYPE, references, depth));
                case Kind.SLICE -> new SliceType(referred(entry, Dwarf.AT_GO_ELEM, references, depth));
                case Kind.STRUCT -> struct(entry, references, depth);
                default -> unkinded(entry, references, depth);
            };
        }

        /** Types that the linker makes for the runtime's own structures have no kind. */
        private GoType unkinded(Entry entry, int references, int depth) {
            return switch (entry.tag()) {
                case Dwarf.TAG_STRUCTURE_TYPE -> struct(entry, references, depth);
                case Dwarf.TAG_ARRAY_TYPE -> array(entry, references, depth);
                case Dwarf.TAG_POINTER_TYPE -> new PointerType(referred(entry, Dwarf.AT_TYPE, references, depth));
                case Dwarf.TAG_SUBROUTINE_TYPE -> new FunctionType(Signature.of(List.of(), List.of()));
                default -> opaque(entry);
            };
        }

        private GoType referred(Entry entry, int attribute, int references, int depth) {
            Optional<Entry> element = entry.reference(attribute);
            if (element.isEmpty()) {
                return NamedType.undefined("?");
            }
            return references < MAX_REFERENCES
                    ? type(element.get(), references + 1, depth + 1)
                    : NamedType.undefined(element.get().name());
        }

        private GoType array(Entry entry, int references, int depth) {
            GoType element = entry.reference(Dwarf.AT_TYPE).map(each -> type(each, references, depth + 1))
                    .orElseGet(() -> NamedType.undefined("?"));
            long count = entry.unit().children(entry).stream().filter(each -> each.has(Dwarf.AT_COUNT)).findFirst()
                    .map(each -> each.number(Dwarf.AT_COUNT).orElse(0)).orElse(0L);
            return new ArrayType(count, element);
        }

        private GoType struct(Entry entry, int references, int depth) {
            List<StructType.Field> fields = new ArrayList<>();
            List<Long> offsets = new ArrayList<>();
            for (Entry member : entry.unit().children(entry)) {
                Optional<Entry> type = member.reference(Dwarf.AT_TYPE);
                if (member.tag() == Dwarf.TAG_MEMBER && type.isPresent()) {
                    fields.add(new StructType.Field(member.name(), type(type.get(), references, depth + 1)));
                    offsets.add(member.number(Dwarf.AT_DATA_MEMBER_LOCATION).orElse(0));
                }
            }
            StructType struct = new StructType(fields);
            long size = entry.number(Dwarf.AT_BYTE_SIZE).orElse(0);
            boolean isGo = struct.layout() instanceof Layout.Known known && known.size() == size
                    && struct.offsets().equals(offsets);
            // a struct that is not laid out by Go's rules, such as C's, is known by its size alone
            return isGo || !(struct.layout() instanceof Layout.Known) ? struct : opaque(entry);
        }

        private GoType opaque(Entry entry) {
            long size = entry.number(Dwarf.AT_BYTE_SIZE).orElse(-1);
            if (size < 0) {
                return NamedType.undefined(entry.name());
            }
            int alignment = (int) Math.min(8, size == 0 ? 1 : Long.lowestOneBit(size));
            return NamedType.opaque(entry.name(), size, alignment);
        }

        private GoType interfaceType(Entry entry) {
            boolean isEmpty = entry.reference(Dwarf.AT_TYPE).map(Entry::name).orElse("").endsWith("eface");
            return isEmpty ? InterfaceType.EMPTY : new InterfaceType(InterfaceText.methods(entry.name()));
        }
    }

    private static ChannelType.Direction direction(String name) {
        return name.startsWith("<-chan")
                ? ChannelType.Direction.RECEIVE
                : name.startsWith("chan<-") ? ChannelType.Direction.SEND : ChannelType.Direction.BOTH;
    }

    /** Whether a type's text is a name, rather than written with other types. */
    private static boolean isName(String text) {
        return !text.startsWith("*") && !text.startsWith("[") && !text.startsWith("map[") && !text.startsWith("chan ")
                && !text.startsWith("chan<-") && !text.startsWith("<-chan") && !text.startsWith("struct {")
                && !text.startsWith("interface {") && !text.equals("any");
    }
}

package dev.whereabouts.debugcall.binary.pclntab;

import dev.whereabouts.debugcall.binary.pclntab.ValueTable.Run;
import dev.whereabouts.debugcall.binary.section.BinaryException;
import dev.whereabouts.debugcall.binary.section.Bytes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/** The functions of a binary, read as they are asked for. Addresses are before any load bias. Safe for use by several threads. */
public final class FunctionTable {

    /** PCDATA number of the points at which a goroutine may not be stopped. */
    public static final int UNSAFE_POINT = 0;

    private static final int MAX_FUNCTIONS = 1 << 24;

    private final Form form;
    private final long text;
    private final int count;
    /** Names may share their ends, but all together are hardly longer than the table that holds them. */
    private static final long MOST_NAMES = 4;

    private final Bytes names;
    private final Bytes units;
    private final Bytes files;
    private final Bytes tables;
    private final Bytes functions;
    private volatile Map<String, List<Integer>> named;

    /**
     * @param table the pclntab, from its header on, as far as it can reach
     * @param text  the address that entries are counted from, in forms that count from one
     * @throws BinaryException if it is damaged
     */
    public FunctionTable(Bytes table, long text) {
        form = Form.of(table)
                .orElseThrow(() -> new BinaryException(table.name() + " does not begin as a table of Go functions"));
        this.text = text;
        long header = form.partsAt();
        long functionCount = table.i64(8);
        if (functionCount < 1 || functionCount > MAX_FUNCTIONS) {
            throw new BinaryException(table.name() + " tells of " + Long.toUnsignedString(functionCount)
                    + " functions; 1 to " + MAX_FUNCTIONS + " can be");
        }
        count = (int) functionCount;
        names = table.from(table.i64(header));
        units = table.from(table.i64(header + 8));
        files = table.from(table.i64(header + 16));
        tables = table.from(table.i64(header + 24));
        functions = table.from(table.i64(header + 32));
        functions.part(0, (2L * count + 1) * form.fieldSize());
    }

    public int count() {
        return count;
    }

    /** The i-th function, by address. */
    public GoFunction function(int index) {
        long at = field(2L * index + 1);
        return new GoFunction(names.text(functions.i32(at + form.nameAt())), entry(index), entry(index + 1),
                functions.u8(at + form.identityAt()), functions.u8(at + form.identityAt() + 1), at);
    }

    private long entry(int index) {
        return form.isRelative() ? text + field(2L * index) : field(2L * index);
    }

    private long field(long index) {
        return form.fieldSize() == 4 ? functions.u32(4 * index) : functions.i64(8 * index);
    }

    /** The function that an address belongs to, as the runtime tells: the last that begins at or before it, padding included. */
    public Optional<GoFunction> at(long address) {
        if (Long.compareUnsigned(address, entry(0)) < 0 || Long.compareUnsigned(address, entry(count)) >= 0) {
            return Optional.empty();
        }
        int low = 0;
        int high = count;
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (Long.compareUnsigned(entry(middle), address) <= 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return Optional.of(function(low));
    }

    /** All functions of a name: a function of assembly and the wrapper that Go code calls have the same. */
    public List<GoFunction> named(String name) {
        Map<String, List<Integer>> index = named;
        if (index == null) {
            index = new HashMap<>(2 * count);
            long left = MOST_NAMES * names.size();
            for (int i = 0; i < count; i++) {
                String each = names.text(functions.i32(field(2L * i + 1) + form.nameAt()));
                left -= each.length();
                if (left < 0) {
                    throw new BinaryException(
                            "the names of functions overlap, and are together many times as long as their table");
                }
                index.computeIfAbsent(each, key -> new ArrayList<>(1)).add(i);
            }
            named = index;
        }
        return index.getOrDefault(name, List.of()).stream().map(this::function).toList();
    }

    /** How deep the stack is at each offset, in bytes, without the return address. */
    public ValueTable depths(GoFunction function) {
        return table(functions.i32(function.at() + form.depthsAt()));
    }

    /** The line of each offset. */
    public ValueTable lines(GoFunction function) {
        return table(functions.i32(function.at() + form.depthsAt() + 8));
    }

    /** The number of each offset's file, for {@link #file}. */
    public ValueTable files(GoFunction function) {
        return table(functions.i32(function.at() + form.depthsAt() + 4));
    }

    /** A PCDATA table. */
    public ValueTable data(GoFunction function, int number) {
        if (number >= functions.u32(function.at() + form.dataCountAt())) {
            return new ValueTable(List.of());
        }
        return table(functions.i32(function.at() + form.size() + 4L * number));
    }

    /** The path of a file by its number in a function. */
    public String file(GoFunction function, int number) {
        if (number < 0) {
            return "";
        }
        long unit = functions.u32(function.at() + form.dataCountAt() + 4);
        long offset = units.u32(4 * (unit + number));
        return offset == 0xffff_ffffL ? "" : files.text(offset);
    }

    /** The lowest address that a line begins at. */
    public OptionalLong addressOf(Predicate<String> isFile, int line) {
        for (int i = 0; i < count; i++) {
            GoFunction function = function(i);
            long from = 0;
            for (Run run : lines(function).runs()) {
                if (run.value() == line && isFile.test(file(function, files(function).at(from)))) {
                    return OptionalLong.of(function.entry() + from);
                }
                from = run.to();
            }
        }
        return OptionalLong.empty();
    }

    /** How many bytes a function has, padding not included. */
    public long size(GoFunction function) {
        long size = lines(function).end();
        return size == 0 ? function.end() - function.entry() : size;
    }

    private ValueTable table(int offset) {
        // the runtime's own mark for "no table"
        return offset == 0 ? new ValueTable(List.of()) : ValueTable.read(tables, Integer.toUnsignedLong(offset));
    }
}

package dev.whereabouts.amd64.abi;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * {@code struct { … }}.
 *
 * <p>Source of the rule: Go's internal ABI document, "Memory layout": each field at the next multiple of its alignment; one byte more
 * where the last field has no size and another has, so that its address is not past the end; the whole a multiple of its alignment.
 */
public final class StructType extends GoType {

    /**
     * @param name as printed, which may carry a package ({@code main.count}) or be blank ({@code _}); empty for an embedded field
     * @param tag  as printed, in quotes; empty where there is none
     */
    public record Field(String name, GoType type, String tag) {

        public Field(String name, GoType type) {
            this(name, type, "");
        }

        @Override
        public String toString() {
            return (name.isEmpty() ? "" : name + " ") + type + (tag.isEmpty() ? "" : " " + tag);
        }
    }

    private final List<Field> fields;

    /** @throws TypeException if the struct is as large as {@link Layout#MAX_SIZE} or larger */
    public StructType(List<Field> fields) {
        super(layout(fields), fields.stream().map(Field::type).toList(), true);
        this.fields = List.copyOf(fields);
    }

    private static Layout layout(List<Field> fields) {
        long end = 0;
        long last = 0;
        int alignment = 1;
        RegisterDemand registers = RegisterDemand.NOTHING;
        for (Field field : fields) {
            switch (field.type().layout()) {
                case Layout.Unknown unknown -> {
                    return unknown;
                }
                case Layout.Known part -> {
                    last = part.size();
                    end = bounded(Layout.align(end, part.alignment()) + last);
                    alignment = Math.max(alignment, part.alignment());
                    registers = registers.plus(part.registers());
                }
            }
        }
        if (end > 0 && last == 0) {
            end++;
        }
        return new Layout.Known(bounded(Layout.align(end, alignment)), alignment, registers);
    }

    private static long bounded(long size) {
        if (size >= Layout.MAX_SIZE) {
            throw new TypeException("a struct is larger than the address space");
        }
        return size;
    }

    public List<Field> fields() {
        return fields;
    }

    /**
     * Where each field begins, in bytes from the start.
     *
     * @throws IllegalStateException if the {@link #layout} is not known
     */
    public List<Long> offsets() {
        List<Long> offsets = new ArrayList<>(fields.size());
        long end = 0;
        for (Field field : fields) {
            if (!(field.type().layout() instanceof Layout.Known part)) {
                throw new IllegalStateException("the layout of " + field + " is not known");
            }
            long offset = Layout.align(end, part.alignment());
            offsets.add(offset);
            end = offset + part.size();
        }
        return offsets;
    }

    @Override
    public String toString() {
        return fields.isEmpty()
                ? "struct {}"
                : fields.stream().map(Field::toString).collect(Collectors.joining("; ", "struct { ", " }"));
    }
}

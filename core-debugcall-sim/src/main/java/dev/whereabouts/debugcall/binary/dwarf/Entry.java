package dev.whereabouts.debugcall.binary.dwarf;

import dev.whereabouts.debugcall.binary.dwarf.Abbreviation.Attribute;
import dev.whereabouts.debugcall.binary.section.Bytes;
import dev.whereabouts.debugcall.binary.section.Cursor;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A debugging information entry. Its values are read when they are asked for.
 *
 * @param offset   of it in {@code .debug_info}
 * @param valuesAt offset of its first value
 * @param depth    0 for a unit's own entry
 */
public record Entry(Unit unit, long offset, Abbreviation shape, long valuesAt, int depth) {

    public int tag() {
        return shape.tag();
    }

    public boolean hasChildren() {
        return shape.hasChildren();
    }

    public boolean has(int attribute) {
        return form(attribute) != 0;
    }

    /** The form of an attribute's value; 0 where the entry does not have it. */
    int form(int attribute) {
        for (Attribute each : shape.attributes()) {
            if (each.name() == attribute) {
                return each.form();
            }
        }
        return 0;
    }

    /** Whether a flag is set. */
    public boolean isSet(int attribute) {
        return number(attribute).orElse(0) != 0;
    }

    /** A constant, or an offset in another section. */
    public OptionalLong number(int attribute) {
        Cursor cursor = new Cursor(unit.info(), valuesAt);
        for (Attribute each : shape.attributes()) {
            if (each.name() == attribute) {
                return each.form() == Form.STRING || Form.isBlock(each.form())
                        ? OptionalLong.empty()
                        : OptionalLong.of(Form.number(cursor, each.form(), each.constant()));
            }
            Form.skip(cursor, each.form());
        }
        return OptionalLong.empty();
    }

    /** An address, before any load bias. */
    public OptionalLong address(int attribute) {
        OptionalLong number = number(attribute);
        return number.isPresent() && Form.isAddressIndex(form(attribute))
                ? OptionalLong.of(unit.address(number.getAsLong()))
                : number;
    }

    /** The entry that an attribute refers to. */
    public Optional<Entry> reference(int attribute) {
        OptionalLong number = number(attribute);
        if (number.isEmpty()) {
            return Optional.empty();
        }
        boolean isInUnit = form(attribute) != Form.REF_ADDR;
        return Optional
                .of(unit.information().entryAt(isInUnit ? unit.offset() + number.getAsLong() : number.getAsLong()));
    }

    /** A text. */
    public Optional<String> text(int attribute) {
        Cursor cursor = new Cursor(unit.info(), valuesAt);
        for (Attribute each : shape.attributes()) {
            if (each.name() == attribute) {
                return each.form() == Form.STRING
                        ? Optional.of(cursor.text())
                        : Optional.of(unit.text(each.form(), Form.number(cursor, each.form(), each.constant())));
            }
            Form.skip(cursor, each.form());
        }
        return Optional.empty();
    }

    /** A block of bytes, such as a location expression. */
    public Optional<Bytes> block(int attribute) {
        Cursor cursor = new Cursor(unit.info(), valuesAt);
        for (Attribute each : shape.attributes()) {
            if (each.name() == attribute) {
                return Form.isBlock(each.form())
                        ? Optional.of(cursor.part(Form.blockLength(cursor, each.form())))
                        : Optional.empty();
            }
            Form.skip(cursor, each.form());
        }
        return Optional.empty();
    }

    /** The name of it, or of the entry that it stands for. */
    public String name() {
        return text(Dwarf.AT_NAME)
                .or(() -> reference(Dwarf.AT_ABSTRACT_ORIGIN).flatMap(each -> each.text(Dwarf.AT_NAME)))
                .orElse("");
    }

    /** Whether an address is in the ranges of it (section 2.17). @param address before any load bias */
    public boolean covers(long address) {
        OptionalLong low = address(Dwarf.AT_LOW_PC);
        OptionalLong high = number(Dwarf.AT_HIGH_PC);
        if (low.isPresent() && high.isPresent()) {
            int form = form(Dwarf.AT_HIGH_PC);
            boolean isAddress = form == Form.ADDR || Form.isAddressIndex(form);
            long end = isAddress ? address(Dwarf.AT_HIGH_PC).orElse(0) : low.getAsLong() + high.getAsLong();
            return Long.compareUnsigned(address, low.getAsLong()) >= 0 && Long.compareUnsigned(address, end) < 0;
        }
        OptionalLong ranges = number(Dwarf.AT_RANGES);
        return ranges.isPresent() && isInRanges(ranges.getAsLong(), address);
    }

    private boolean isInRanges(long list, long address) {
        Spans spans = new Spans(Spans.Kind.RANGES, unit, list, form(Dwarf.AT_RANGES) == Form.RNGLISTX);
        while (spans.next() == Spans.Item.SPAN) {
            if (spans.covers(address)) {
                return true;
            }
        }
        return false;
    }
}

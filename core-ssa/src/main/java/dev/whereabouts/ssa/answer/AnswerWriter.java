package dev.whereabouts.ssa.answer;

import dev.whereabouts.ssa.analysis.Boundary;
import dev.whereabouts.ssa.analysis.LocationLists;
import dev.whereabouts.ssa.dwarf.ByteWriter;
import dev.whereabouts.ssa.dwarf.IntermediateForm;
import dev.whereabouts.ssa.dwarf.LocationText;
import dev.whereabouts.ssa.dwarf.PieceCursor;
import dev.whereabouts.ssa.explain.Check;
import dev.whereabouts.ssa.explain.Coverage;
import dev.whereabouts.ssa.explain.EmptyReasons;
import dev.whereabouts.ssa.explain.Explanations;
import dev.whereabouts.ssa.explain.UntrackedVariable;
import dev.whereabouts.ssa.gossafunc.rebuild.Choice;
import dev.whereabouts.ssa.model.Function;
import dev.whereabouts.ssa.model.Variable;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;

/**
 * Writes answers as the JSON of {@code POST /v1/loclists}. One instance serves one thread; bytes become hex in a buffer that is kept, so
 * that an entry makes no string of its own.
 */
public final class AnswerWriter {

    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private final ByteWriter bytes = new ByteWriter();
    private final StringBuilder text = new StringBuilder();
    private char[] characters = new char[256];

    /** Writes the object of one function's answer. */
    public void write(FunctionAnswer answer, JsonGenerator out) {
        LocationLists lists = answer.lists();
        out.writeStartObject();
        out.writeStringProperty("name", lists.function().name());
        out.writeArrayPropertyStart("lists");
        EmptyReasons reasons = new EmptyReasons(lists);
        for (int list = 0; list < lists.lists(); list++) {
            list(answer, list, reasons, out);
        }
        out.writeEndArray();
        answer.explanations().ifPresent(why -> untracked(lists.function(), why.untracked(), out));
        answer.checks().ifPresent(checks -> checks(lists, checks, out));
        answer.coverage().ifPresent(coverage -> coverage(lists, coverage, out));
        if (answer.trace().isPresent()) {
            out.writeArrayPropertyStart("trace");
            answer.trace().get().forEach(out::writeString);
            out.writeEndArray();
        }
        if (!answer.undecided().isEmpty()) {
            undecided(answer.undecided(), out);
        }
        out.writeEndObject();
    }

    private static void untracked(Function function, List<UntrackedVariable> untracked, JsonGenerator out) {
        if (untracked.isEmpty()) {
            return;
        }
        out.writeArrayPropertyStart("untracked");
        for (UntrackedVariable variable : untracked) {
            out.writeStartObject();
            out.writeNumberProperty("variable", variable.variable());
            out.writeStringProperty("name", function.variables().get(variable.variable()).name());
            out.writeStringProperty("reason", variable.reason().code());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void undecided(List<Choice> undecided, JsonGenerator out) {
        out.writeArrayPropertyStart("undecided");
        for (Choice choice : undecided) {
            out.writeStartObject();
            out.writeStringProperty("variable", choice.variable());
            out.writeStringProperty("question", choice.question());
            out.writeArrayPropertyStart("choices");
            choice.choices().forEach(out::writeString);
            out.writeEndArray();
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    /** Writes the object of a request's totals. */
    public void write(Totals totals, JsonGenerator out) {
        out.writeStartObject();
        out.writeNumberProperty("functions", totals.functions());
        out.writeNumberProperty("lists", totals.lists());
        out.writeNumberProperty("entries", totals.entries());
        out.writeNumberProperty("values", totals.values());
        out.writeEndObject();
    }

    private void list(FunctionAnswer answer, int list, EmptyReasons reasons, JsonGenerator out) {
        LocationLists lists = answer.lists();
        out.writeStartObject();
        out.writeNumberProperty("variable", lists.variable(list));
        out.writeStringProperty("name", variable(lists, list).name());
        bytes.clear();
        IntermediateForm.encode(lists, list, bytes);
        out.writeName("intermediate");
        hex(bytes.array(), bytes.size(), out);
        bytes.clear();
        if (answer.form().encode(lists, list, bytes)) {
            out.writeName("dwarf");
            hex(bytes.array(), bytes.size(), out);
        }
        if (!answer.agreement().isEmpty()) {
            out.writeStringProperty("compiler",
                    answer.agreement().get(list).name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
        if (lists.firstEntry(list) == lists.firstEntry(list + 1)) {
            out.writeStringProperty("empty", reasons.of(list).code());
        }
        if (answer.withEntries()) {
            out.writeArrayPropertyStart("entries");
            for (int entry = lists.firstEntry(list); entry < lists.firstEntry(list + 1); entry++) {
                entry(answer, list, entry, out);
            }
            out.writeEndArray();
        }
        out.writeEndObject();
    }

    private static Variable variable(LocationLists lists, int list) {
        return lists.function().variables().get(lists.variable(list));
    }

    private void entry(FunctionAnswer answer, int list, int entry, JsonGenerator out) {
        LocationLists lists = answer.lists();
        out.writeStartObject();
        boundary("begin", lists.beginBlock(entry), lists.beginValue(entry), out);
        boundary("end", lists.endBlock(entry), lists.endValue(entry), out);
        if (lists.beginPc(entry) != Function.UNKNOWN && lists.endPc(entry) != Function.UNKNOWN) {
            out.writeNumberProperty("beginPc", lists.beginPc(entry));
            out.writeNumberProperty("endPc", lists.endPc(entry));
        }
        bytes.clear();
        bytes.fill(0, lists.expressionLength(entry));
        int length = lists.copyExpression(entry, bytes.array(), 0);
        out.writeName("expression");
        hex(bytes.array(), length, out);
        text.setLength(0);
        LocationText.append(text, bytes.array(), 0, length);
        out.writeName("location");
        text(out);
        pieces(variable(lists, list).size(), length, out);
        if (answer.explanations().isPresent()) {
            Explanations why = answer.explanations().get();
            out.writeObjectPropertyStart("because");
            out.writeStringProperty("begin", why.begin(entry));
            out.writeStringProperty("end", why.end(entry));
            out.writeEndObject();
        }
        out.writeEndObject();
    }

    private static void boundary(String name, int block, int value, JsonGenerator out) {
        out.writeObjectPropertyStart(name);
        out.writeNumberProperty("block", block);
        switch (value) {
            case Boundary.BLOCK_START -> out.writeStringProperty("value", "start");
            case Boundary.BLOCK_END -> out.writeStringProperty("value", "end");
            case Boundary.FUNCTION_END -> out.writeStringProperty("value", "functionEnd");
            default -> out.writeNumberProperty("value", value);
        }
        out.writeEndObject();
    }

    /** The pieces of the expression in {@link #bytes}. */
    private void pieces(long wholeSize, int length, JsonGenerator out) {
        out.writeArrayPropertyStart("pieces");
        PieceCursor cursor = new PieceCursor(bytes.array(), 0, length, wholeSize);
        while (cursor.next()) {
            out.writeStartObject();
            out.writeNumberProperty("offset", cursor.offset());
            if (cursor.size() != Variable.UNKNOWN_SIZE) {
                out.writeNumberProperty("size", cursor.size());
            }
            text.setLength(0);
            LocationText.appendHolder(text, cursor);
            out.writeName("location");
            text(out);
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void checks(LocationLists lists, List<Check> checks, JsonGenerator out) {
        out.writeArrayPropertyStart("checks");
        for (Check check : checks) {
            out.writeStartObject();
            out.writeStringProperty("id", check.rule().id());
            out.writeStringProperty("severity", check.severity().code());
            out.writeNumberProperty("variable", check.variable());
            if (check.entry() != Check.NO_ENTRY) {
                out.writeNumberProperty("entry", check.entry() - firstEntryOf(lists, check.entry()));
            }
            out.writeStringProperty("detail", check.detail());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    /** The first entry of the list that an entry is in. */
    private static int firstEntryOf(LocationLists lists, int entry) {
        int low = 0;
        int high = lists.lists() - 1;
        while (low < high) {
            int middle = low + high + 1 >>> 1;
            if (lists.firstEntry(middle) <= entry) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return lists.firstEntry(low);
    }

    private static void coverage(LocationLists lists, Coverage coverage, JsonGenerator out) {
        out.writeObjectPropertyStart("coverage");
        out.writeNumberProperty("instructions", coverage.instructions());
        out.writeNumberProperty("lines", coverage.lines());
        out.writeNumberProperty("share", coverage.share());
        out.writeArrayPropertyStart("variables");
        for (Coverage.OfVariable row : coverage.variables()) {
            out.writeStartObject();
            out.writeNumberProperty("variable", row.variable());
            out.writeStringProperty("name", lists.function().variables().get(row.variable()).name());
            out.writeNumberProperty("covered", row.covered());
            out.writeNumberProperty("complete", row.complete());
            out.writeNumberProperty("lines", row.lines());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private void text(JsonGenerator out) {
        reserve(text.length());
        text.getChars(0, text.length(), characters, 0);
        out.writeString(characters, 0, text.length());
    }

    private void hex(byte[] source, int length, JsonGenerator out) {
        reserve(length * 2);
        for (int i = 0; i < length; i++) {
            characters[2 * i] = HEX[source[i] >> 4 & 15];
            characters[2 * i + 1] = HEX[source[i] & 15];
        }
        out.writeString(characters, 0, length * 2);
    }

    private void reserve(int length) {
        if (length > characters.length) {
            characters = Arrays.copyOf(characters, Math.max(length, characters.length * 2));
        }
    }
}

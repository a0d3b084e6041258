package dev.whereabouts.ssa.dwarf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whereabouts.ssa.analysis.Boundary;
import dev.whereabouts.ssa.analysis.CompilerLists;
import dev.whereabouts.ssa.analysis.LocationLists;
import dev.whereabouts.ssa.dwarf.Decoding.Malformed;
import dev.whereabouts.ssa.dwarf.ListEntry.BaseAddress;
import dev.whereabouts.ssa.dwarf.ListEntry.BaseAddressIndex;
import dev.whereabouts.ssa.dwarf.ListEntry.OffsetPair;
import dev.whereabouts.ssa.model.Function;
import dev.whereabouts.ssa.model.FunctionBuilder;
import dev.whereabouts.ssa.model.Variable;
import dev.whereabouts.ssa.op.OpTable;
import dev.whereabouts.ssa.problem.Limits;
import dev.whereabouts.ssa.problem.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ListFormTest {

    private static final int VALUES = 100;

    private final ByteWriter out = new ByteWriter();

    static Stream<ListForm> forms() {
        return Stream.of(new ListForm.Loc(8, 0), new ListForm.Loc(8, 0x401000), new ListForm.Loc(4, 0x8001000L),
                new ListForm.UnitLoc(8, 0), new ListForm.UnitLoc(8, 0x7000), new ListForm.UnitLoc(4, 0x7000),
                new ListForm.Loclists(0), new ListForm.Loclists(300),
                new ListForm.BasedLoclists(8, 0x401000), new ListForm.BasedLoclists(4, 0x8001000L));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void whatIsWrittenIsReadBack(ListForm form) {
        Random random = new Random(1);
        for (int round = 0; round < 300; round++) {
            LocationLists lists = randomLists(random, 8);
            out.clear();
            out.fill(0xEE, 5);
            assertThat(form.encode(lists, 0, out)).isTrue();
            ListContent content = decode(form, out.toByteArray(), 5).orThrow(new Place.Pointer(""));
            assertThat(content.end()).isEqualTo(out.size());
            assertThat(content.entries()).isEqualTo(expected(form, lists));
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void everyTruncationIsMalformed(ListForm form) {
        LocationLists lists = randomLists(new Random(2), 8);
        form.encode(lists, 0, out);
        for (int length = 0; length < out.size(); length++) {
            assertThat(decode(form, Arrays.copyOf(out.array(), length), 0)).isInstanceOfSatisfying(Malformed.class,
                    malformed -> assertThat(malformed.detail()).contains("bytes"));
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void aListWithoutEntriesIsNotWritten(ListForm form) {
        CompilerLists lists = new CompilerLists(function(true), 8);
        lists.add(0, List.of());
        assertThat(form.encode(lists.build(), 0, out)).isTrue();
        assertThat(out.size()).isZero();
    }

    @ParameterizedTest
    @MethodSource("forms")
    void aListWithAnUnknownPcIsNotWritten(ListForm form) {
        CompilerLists lists = new CompilerLists(function(false), 8);
        lists.add(0, List.of(new IntermediateEntry(1, 3, 1, 5, expression("50"))));
        assertThat(form.encode(lists.build(), 0, out)).isFalse();
        assertThat(out.size()).isZero();
    }

    @Test
    void anEmptyRangeAtZeroDoesNotEndAListOfDwarf4() {
        CompilerLists lists = new CompilerLists(function(true), 8);
        lists.add(0, List.of(new IntermediateEntry(1, Boundary.BLOCK_START, 1, 0, expression("50")),
                new IntermediateEntry(1, 3, 1, 3, expression("51"))));
        assertThat(encoded(new ListForm.Loc(4, 0), lists.build())).isEqualTo("ffffffff 00000000" // base
                + " 00000000 01000000 0100 50" // widened
                + " 03000000 03000000 0100 51" // an empty range elsewhere stays
                + " 00000000 00000000");
        assertThat(encoded(new ListForm.Loclists(0), lists.build())).isEqualTo("0100 040000 0150 040303 0151 00");
    }

    @Test
    void wordsOfFourBytesHoldIdsOfSixteenBits() {
        CompilerLists lists = new CompilerLists(function(true), 4);
        List<IntermediateEntry> fitting = List.of(
                new IntermediateEntry(1, Boundary.BLOCK_START, 1, 5, expression("50")),
                new IntermediateEntry(1, 7, -1, Boundary.FUNCTION_END, expression("51")));
        lists.add(0, fitting);
        IntermediateForm.encode(lists.build(), 0, out);
        assertThat(HexFormat.of().formatHex(out.toByteArray()))
                .isEqualTo("f0d80100" + "05000100" + "0100" + "50" + "07000100" + "d08affff" + "0100" + "51");
        assertThat(IntermediateForm.decode(out.toByteArray(), 4).orThrow(new Place.Pointer(""))).isEqualTo(fitting);
    }

    @Test
    void anEntryWhoseIdsDoNotFitIsLeftOut() {
        FunctionBuilder builder = builder();
        builder.beginBlock(40000, "Plain", 0);
        value(builder, 1, 0);
        value(builder, 32767, 4);
        value(builder, 32768, 8);
        CompilerLists lists = new CompilerLists(builder.build(), 4);
        IntermediateEntry kept = new IntermediateEntry(1, 1, -1, 32767, expression("50"));
        lists.add(0, List.of(new IntermediateEntry(40000, 1, 1, 1, expression("50")), kept,
                new IntermediateEntry(1, 1, 1, 32768, expression("50")),
                new IntermediateEntry(1, 32768, 1, 1, expression("50"))));
        IntermediateForm.encode(lists.build(), 0, out);
        assertThat(IntermediateForm.decode(out.toByteArray(), 4).orThrow(new Place.Pointer(""))).containsExactly(kept);
    }

    @Test
    void theIntermediateFormIsReadBack() {
        Random random = new Random(3);
        for (int pointerSize : new int[]{8, 4}) {
            LocationLists lists = randomLists(random, pointerSize);
            out.clear();
            IntermediateForm.encode(lists, 0, out);
            List<IntermediateEntry> entries = IntermediateForm.decode(out.toByteArray(), pointerSize)
                    .orThrow(new Place.Pointer(""));
            assertThat(entries).hasSize(lists.entries());
            for (int e = 0; e < entries.size(); e++) {
                assertThat(entries.get(e)).isEqualTo(
                        new IntermediateEntry(lists.beginBlock(e), lists.beginValue(e), lists.endBlock(e),
                                lists.endValue(e), new LocationExpression(lists.expression(e))));
            }
            assertThat(IntermediateForm.decode(Arrays.copyOf(out.array(), out.size() - 1), pointerSize))
                    .isInstanceOf(Malformed.class);
        }
    }

    private String encoded(ListForm form, LocationLists lists) {
        out.clear();
        assertThat(form.encode(lists, 0, out)).isTrue();
        String hex = HexFormat.of().formatHex(out.toByteArray());
        StringBuilder spaced = new StringBuilder();
        int[] groups = form instanceof ListForm.Loclists
                ? new int[]{4, 6, 4, 6, 4, 2}
                : new int[]{8, 8, 8, 8, 4, 2, 8, 8, 4, 2, 8, 8};
        int at = 0;
        for (int group : groups) {
            spaced.append(at == 0 ? "" : " ").append(hex, at, at + group);
            at += group;
        }
        assertThat(at).isEqualTo(hex.length());
        return spaced.toString();
    }

    private static Decoding<ListContent> decode(ListForm form, byte[] bytes, int at) {
        return switch (form) {
            case ListForm.Loc(int size, long _) -> DebugLoc.decode(bytes, at, size);
            case ListForm.UnitLoc(int size, long _) -> DebugLoc.decode(bytes, at, size);
            case ListForm.Loclists(int _) -> DebugLoclists.decode(bytes, at, 8);
            case ListForm.BasedLoclists(int size, long _) -> DebugLoclists.decode(bytes, at, size);
        };
    }

    private static List<ListEntry> expected(ListForm form, LocationLists lists) {
        List<ListEntry> entries = new ArrayList<>();
        long offset = 0;
        switch (form) {
            case ListForm.Loc(int _, long base) -> entries.add(new BaseAddress(base));
            case ListForm.UnitLoc(int _, long functionOffset) -> offset = functionOffset;
            case ListForm.BasedLoclists(int _, long base) -> entries.add(new BaseAddress(base));
            case ListForm.Loclists(int index) -> entries.add(new BaseAddressIndex(index));
        }
        for (int entry = 0; entry < lists.entries(); entry++) {
            entries.add(new OffsetPair(offset + lists.beginPc(entry), offset + lists.endPc(entry),
                    new LocationExpression(lists.expression(entry))));
        }
        return entries;
    }

    /** One list of non-empty ranges, whose expressions are any bytes: the forms do not look into them. */
    private static LocationLists randomLists(Random random, int pointerSize) {
        CompilerLists lists = new CompilerLists(function(true), pointerSize);
        List<IntermediateEntry> entries = new ArrayList<>();
        for (int count = 1 + random.nextInt(10); count > 0; count--) {
            int begin = random.nextInt(VALUES - 1);
            int end = begin + 1 + random.nextInt(VALUES - 1 - begin);
            byte[] bytes = new byte[random.nextInt(random.nextInt(10) == 0 ? 400 : 10)];
            random.nextBytes(bytes);
            entries.add(new IntermediateEntry(1, begin, 1, end, new LocationExpression(bytes)));
        }
        lists.add(0, entries);
        return lists.build();
    }

    private static FunctionBuilder builder() {
        FunctionBuilder builder = new FunctionBuilder(Limits.DEFAULT, Place.Pointer::new);
        builder.name("f");
        builder.entry(1);
        builder.codeSize(100_000);
        builder.variable(new Variable("v", "auto", "int", 8, -8));
        builder.beginBlock(1, "Plain", 0);
        return builder;
    }

    /** Value {@code v} ends at PC {@code v * v}, so that offsets take one to three bytes. */
    private static Function function(boolean withPcs) {
        FunctionBuilder builder = builder();
        IntStream.range(0, VALUES).forEach(v -> value(builder, v, withPcs ? v == 3 ? 3 : v * v : Function.UNKNOWN));
        return builder.build();
    }

    private static void value(FunctionBuilder builder, int id, int pc) {
        builder.beginValue(id);
        builder.op(OpTable.idOf("NilCheck"));
        builder.pc(pc);
    }

    private static LocationExpression expression(String hex) {
        return new LocationExpression(HexFormat.of().parseHex(hex));
    }
}

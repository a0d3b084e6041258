package dev.whereabouts.amd64.abi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whereabouts.amd64.register.GoVersion;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What must hold of every assignment, on random signatures. */
class AssignmentPropertiesTest {

    private static final List<GoType> LEAVES = List.copyOf(BasicType.BY_NAME.values().stream()
            .sorted((a, b) -> a.toString().compareTo(b.toString())).toList());

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void holdsForRandomSignatures(int seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            check(Signature.of(types(random, 8), types(random, 4)));
        }
    }

    private static void check(Signature signature) {
        for (CallingConvention convention : CallingConvention.values()) {
            CallLayout layout = CallLayout.of(signature, convention, GoVersion.NEWEST);
            CallLayout.ArgumentArea area = layout.area().orElseThrow();
            assertThat(area.size() % 8).isZero();
            assertThat(area.resultsOffset()).isLessThanOrEqualTo(area.spillOffset());
            BitSet taken = new BitSet();
            for (List<CallLayout.Assigned> list : List.of(layout.arguments(), layout.results())) {
                Set<Integer> registers = new HashSet<>();
                list.forEach(assigned -> check(assigned, convention, registers, taken, area));
            }
            if (convention == CallingConvention.ABI0) {
                assertThat(area.size()).isEqualTo(area.spillOffset());
            }
        }
    }

    /** A value in registers must not fit worse with fewer arguments before it. */
    @ParameterizedTest
    @ValueSource(ints = {6, 7, 8, 9, 10})
    void passesAloneInRegistersWhatPassesInRegistersAmongOthers(int seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            checkAlone(types(random, 8));
        }
    }

    private static void checkAlone(List<GoType> types) {
        CallLayout together = CallLayout.of(Signature.of(types, List.of()), CallingConvention.ABI_INTERNAL,
                GoVersion.NEWEST);
        for (int i = 0; i < types.size(); i++) {
            if (together.arguments().get(i).placement() instanceof Placement.InRegisters) {
                CallLayout alone = CallLayout.of(Signature.of(List.of(types.get(i)), List.of()),
                        CallingConvention.ABI_INTERNAL, GoVersion.NEWEST);
                assertThat(alone.arguments().getFirst().placement()).isInstanceOf(Placement.InRegisters.class);
            }
        }
    }

    private static void check(CallLayout.Assigned assigned, CallingConvention convention, Set<Integer> registers,
            BitSet taken, CallLayout.ArgumentArea area) {
        GoType type = assigned.parameter().type();
        Layout.Known layout = (Layout.Known) type.layout();
        switch (assigned.placement()) {
            case Placement.OnStack(long offset) -> {
                claim(taken, offset, layout);
                assertThat(offset + layout.size()).isLessThanOrEqualTo(area.spillOffset());
            }
            case Placement.InRegisters in -> {
                long end = 0;
                for (RegisterPiece piece : in.pieces()) {
                    assertThat(registers.add(piece.register())).as("a register of its own").isTrue();
                    boolean isFloat = piece.type().toString().startsWith("float");
                    assertThat(isFloat ? convention.floatRegisters() : convention.integerRegisters())
                            .contains(piece.register());
                    assertThat(piece.offset()).isGreaterThanOrEqualTo(end);
                    assertThat(piece.offset() % piece.size()).isZero();
                    end = piece.offset() + piece.size();
                }
                assertThat(end).isLessThanOrEqualTo(layout.size());
                assertThat(in.pieces().stream().mapToLong(RegisterPiece::size).sum()).as("all that is not padding")
                        .isEqualTo(meaningfulBytes(type));
                in.spillOffset().ifPresent(offset -> {
                    claim(taken, offset, layout);
                    assertThat(offset).isGreaterThanOrEqualTo(area.spillOffset());
                    assertThat(offset + layout.size()).isLessThanOrEqualTo(area.size());
                });
            }
            case Placement.Undecided undecided -> throw new AssertionError(undecided);
        }
    }

    private static void claim(BitSet taken, long offset, Layout.Known layout) {
        assertThat(offset % layout.alignment()).isZero();
        int begin = Math.toIntExact(offset);
        int end = begin + Math.toIntExact(layout.size());
        assertThat(taken.get(begin, end).isEmpty()).as("bytes of its own").isTrue();
        taken.set(begin, end);
    }

    private static long meaningfulBytes(GoType type) {
        return switch (type) {
            case ArrayType array -> array.length() * meaningfulBytes(array.element());
            case StructType struct -> struct.fields().stream().mapToLong(f -> meaningfulBytes(f.type())).sum();
            case NamedType named -> meaningfulBytes(named.underlying().orElseThrow());
            case BasicType _,PointerType _,SliceType _,MapType _,ChannelType _,FunctionType _,InterfaceType _ ->
                ((Layout.Known) type.layout()).size();
        };
    }

    private static List<GoType> types(Random random, int most) {
        return IntStream.range(0, random.nextInt(most + 1)).mapToObj(_ -> type(random, 3)).toList();
    }

    private static GoType type(Random random, int depth) {
        int choice = depth == 0 ? 0 : random.nextInt(14);
        return switch (choice) {
            case 5 -> new PointerType(type(random, depth - 1));
            case 6 -> new SliceType(type(random, depth - 1));
            case 7 -> new ArrayType(random.nextInt(3), type(random, depth - 1));
            case 8 -> new MapType(BasicType.STRING, type(random, depth - 1));
            case 9 -> new FunctionType(new Signature(Optional.empty(), List.of(), List.of()));
            case 10 -> new InterfaceType(List.of("M()"));
            case 11, 12, 13 -> {
                List<StructType.Field> fields = new ArrayList<>();
                for (int i = random.nextInt(5); i > 0; i--) {
                    fields.add(new StructType.Field(random.nextBoolean() ? "_" : "f" + i, type(random, depth - 1)));
                }
                yield new StructType(fields);
            }
            default -> LEAVES.get(random.nextInt(LEAVES.size()));
        };
    }
}

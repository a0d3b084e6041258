package dev.whereabouts.debugcall.binary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whereabouts.amd64.abi.CallLayout;
import dev.whereabouts.amd64.abi.CallingConvention;
import dev.whereabouts.amd64.abi.Placement;
import dev.whereabouts.amd64.abi.RegisterPiece;
import dev.whereabouts.amd64.abi.Signature;
import dev.whereabouts.amd64.register.GoVersion;
import dev.whereabouts.amd64.register.RegisterFile;
import dev.whereabouts.debugcall.binary.dwarf.Dwarf;
import dev.whereabouts.debugcall.binary.dwarf.Entry;
import dev.whereabouts.debugcall.binary.dwarf.Frame;
import dev.whereabouts.debugcall.binary.dwarf.LocationExpression;
import dev.whereabouts.debugcall.binary.dwarf.LocationLists;
import dev.whereabouts.debugcall.binary.dwarf.Piece;
import dev.whereabouts.debugcall.binary.pclntab.GoFunction;
import dev.whereabouts.debugcall.binary.section.Bytes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures are those of the source, and the register ABI places them where the compiler's own location lists begin. */
class SignaturesTest {

    /**
     * Parameters of which the compiler's lists do not tell the truth at the entry: one is told to be where another is (the code reads it from RDI), of one
     * only a part is told.
     */
    private static final Set<String> MISTOLD = Set.of("runtime.(*pallocData).findScavengeCandidate max",
            "runtime.(*inlineUnwinder).next uf");

    private static final RegisterFile REGISTERS = RegisterFile.of(GoVersion.NEWEST);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        main.nop | func()
        main.intFloat | func(x int, y float64) (int, float64)
        main.smallInts | func(a int8, b uint8, c int16, d uint16, e int32, f uint32, g bool) (int8, uint8, int16, uint16, int32, uint32, bool)
        main.manyInts | func(a int, b int, c int, d int, e int, f int, g int, h int, i int, j int, k int, l int) (sum int, weighted int)
        main.float32s | func(a float32, b float32, c complex128) (float32, complex128)
        main.structArg | func(p main.P) main.P
        main.nestArg | func(n main.Nest) (main.Nest, bool)
        main.sliceArg | func(s []int64) (sum int64, out []int64)
        main.errRet | func(code int) (int, error)
        main.mapArg | func(m map[string]int, k string) (int, bool, int)
        main.large | func(in [128]int) (out [128]int)
        main.arrays | func(one [1]int, two [2]int) (r1 [1]int, r2 [2]int)
        main.mixedSpill | func(a int, arr [2]int64, b string, f float64, c [3]uint8, d int) (string, [2]int64, int)
        main.(*T).Add | func(t *main.T, k int) int
        main.panicDeref | func(p *int) int
        main.mkClosure | func(k int) func(int) int
        """)
    void areThoseOfTheSource(String name, String expected) {
        for (String build : List.of("opt", "noopt")) {
            GoBinary binary = Fixture.binary(build);
            Signature signature = binary.signature(binary.function(name).orElseThrow()).orElseThrow();
            // a function type is told by its text alone
            String told = signature.toString();
            assertThat(told).as(build).isEqualTo(expected);
        }
    }

    @Test
    void tellClosures() {
        for (String build : List.of("opt", "noopt")) {
            GoBinary binary = Fixture.binary(build);
            assertThat(binary.isClosure(binary.function("main.mkClosure.func1").orElseThrow())).isTrue();
            assertThat(binary.isClosure(binary.function("main.mkClosure").orElseThrow())).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"opt", "noopt"})
    void areAssignedAsTheCompilerDid(String build) {
        GoBinary binary = Fixture.binary(build);
        List<String> differences = new ArrayList<>();
        int compared = 0;
        for (int i = 0; i < binary.functions().count(); i++) {
            GoFunction function = binary.functions().function(i);
            Optional<Entry> entry = binary.debug().orElseThrow().function(function.entry());
            if (entry.isEmpty() || binary.nameOf(function).endsWith(".abi0") || function.isAssembly()) {
                continue;
            }
            CallLayout layout = CallLayout.of(binary.signature(function).orElseThrow(),
                    CallingConvention.ABI_INTERNAL, GoVersion.NEWEST);
            Map<String, Placement> placed = new HashMap<>();
            layout.arguments().forEach(each -> placed.put(each.parameter().name(), each.placement()));
            for (Entry each : entry.get().unit().children(entry.get())) {
                boolean isParameter = each.tag() == Dwarf.TAG_FORMAL_PARAMETER
                        && !each.reference(Dwarf.AT_ABSTRACT_ORIGIN).orElse(each).isSet(Dwarf.AT_VARIABLE_PARAMETER);
                Optional<Bytes> expression = LocationLists.at(each, function.entry());
                if (!isParameter || expression.isEmpty() || each.name().equals("_")
                        || each.name().startsWith("~") || MISTOLD.contains(function.name() + " " + each.name())) {
                    continue;
                }
                List<String> told = LocationExpression.evaluate(expression.get(), each.unit(), new AtEntry()).stream()
                        .filter(piece -> !(piece instanceof Piece.Missing)).map(SignaturesTest::told).toList();
                if (told.isEmpty()) {
                    continue;
                }
                compared++;
                List<String> expected = expected(placed.get(each.name()));
                boolean isSame = told.equals(expected) || told.size() > 1 && isOneRun(told, expected);
                if (!isSame) {
                    differences.add(function.name() + " " + each.name() + ": " + told + " " + expected);
                }
            }
        }
        assertThat(differences).isEmpty();
        assertThat(compared).isGreaterThan(100);
    }

    /** A value on the stack may be told by its words. */
    private static boolean isOneRun(List<String> told, List<String> expected) {
        return told.stream().allMatch(each -> each.startsWith("stack ")) && expected.equals(told.subList(0, 1));
    }

    private static String told(Piece piece) {
        return switch (piece) {
            case Piece.InRegister(int number, long size) -> "register " + number;
            case Piece.InMemory(long address, long size) -> "stack " + address;
            default -> piece.toString();
        };
    }

    private static List<String> expected(Placement placement) {
        return switch (placement) {
            case Placement.InRegisters(List<RegisterPiece> pieces, var spill) -> pieces.stream()
                    .map(piece -> "register " + REGISTERS.dwarfAt(REGISTERS.bitOf(piece.register()))).toList();
            case Placement.OnStack(long offset) -> List.of("stack " + offset);
            case Placement.Undecided(String type) -> List.of("undecided " + type);
        };
    }

    /** A frame whose CFA is 0. */
    private static final class AtEntry implements Frame {

        @Override
        public long register(int number) {
            return 0;
        }

        @Override
        public long canonicalFrameAddress() {
            return 0;
        }

        @Override
        public Bytes frameBase() {
            return Bytes.of("the CFA", new byte[]{(byte) 0x9c});
        }

        @Override
        public long memory(long address, int size) {
            return 0;
        }

        @Override
        public long bias() {
            return 0;
        }
    }
}

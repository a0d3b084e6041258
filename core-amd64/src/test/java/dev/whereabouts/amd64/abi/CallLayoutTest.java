package dev.whereabouts.amd64.abi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whereabouts.amd64.register.GoVersion;
import dev.whereabouts.amd64.register.RegisterFile;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallLayoutTest {

    private static final TypeParser PARSER = new TypeParser(name -> switch (name) {
        case "Unknown" -> Optional.empty();
        case "Sized" -> Optional.of(NamedType.opaque("Sized", 24, 8));
        case "Empty" -> Optional.of(NamedType.opaque("Empty", 0, 8));
        default -> Optional.empty();
    });

    /** The example of Go's internal ABI document, on amd64's registers. */
    @Test
    void followsTheDocumentsExample() {
        CallLayout layout = layout(
                "func(uint8, [2]uintptr, uint8) (struct { x uintptr; y [2]uintptr }, string)");
        assertThat(places(layout.arguments())).isEqualTo("AX~40 @0 BX~41");
        assertThat(places(layout.results())).isEqualTo("@16 AX,BX");
        assertThat(layout.area()).hasValue(new CallLayout.ArgumentArea(16, 40, 48));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            // an argument that does not fit whole leaves its registers to the next
            "func(int, int, int, int, int, int, int, string, string, int) | AX~24 BX~32 CX~40 DI~48 SI~56 R8~64 R9~72 R10,R11~80 @0 @16",
            "func(int, int, int, int, int, int, int, int, string, int) | AX~16 BX~24 CX~32 DI~40 SI~48 R8~56 R9~64 R10~72 @0 R11~80",
            "func(float32, complex64, complex128, float64) | X0~0 X1,X2~4 X3,X4~16 X5~32",
            "func([0]int, [1]string, [2]int8, struct {}) | @0 AX,BX~8 @0 @2",
            "func(struct { a int8; _ int16; b struct {}; c [1]float32; d struct {} }) | AX,BX,X0~0",
            "func(struct { a int; b [2]struct {} }) | @0",
            "func(map[int]int, chan int, func(), *int, unsafe.Pointer, any, error) | AX~0 BX~8 CX~16 DI~24 SI~32 R8,R9~40 R10,R11~56",
            "func(Empty, int) | @0 AX~0"})
    void assignsRegistersThenStack(String signature, String expected) {
        assertThat(places(layout(signature).arguments())).isEqualTo(expected);
    }

    @Test
    void passesTheReceiverFirst() {
        assertThat(places(layout("method(*T) func(int) bool").arguments())).isEqualTo("AX~0 BX~8");
    }

    @Test
    void keepsEverythingOnTheStackInAbi0() {
        CallLayout layout = CallLayout.of(PARSER.signature("func(int8, Sized, float64, bool) (int8, string)"),
                CallingConvention.ABI0, GoVersion.NEWEST);
        assertThat(places(layout.arguments())).isEqualTo("@0 @8 @32 @40");
        assertThat(places(layout.results())).isEqualTo("@48 @56");
        assertThat(layout.area()).hasValue(new CallLayout.ArgumentArea(48, 72, 72));
    }

    @Test
    void saysWhatAnUnknownTypeLeavesOpen() {
        CallLayout layout = layout("func([2]int, int, Unknown, int) (int, [2]int)");
        assertThat(places(layout.arguments())).isEqualTo("@0 AX ?Unknown ?Unknown");
        assertThat(places(layout.results())).isEqualTo("AX ?Unknown");
        assertThat(layout.area()).isEmpty();
    }

    @Test
    void doesNotGuessTheRegistersOfAnOpaqueType() {
        assertThat(places(layout("func(int, Sized, int)").arguments())).isEqualTo("AX ?Sized ?Sized");
    }

    @Test
    void doesNotNeedWhatStandsBehindPointers() {
        CallLayout layout = layout(
                "func(*Unknown, []Unknown, map[Unknown]Unknown, chan Unknown, func(Unknown) Unknown)");
        assertThat(places(layout.arguments())).isEqualTo("AX~0 BX,CX,DI~8 SI~32 R8~40 R9~48");
    }

    /** Go issue 72053: before 1.25 each gap was computed as if there had been none before. */
    @Test
    void padsAsTheCompilerOfTheVersionDoes() {
        Signature signature = PARSER.signature("func(struct { TLS bool; Addr string; last bool })");
        assertThat(padding(signature, new GoVersion(26))).containsExactly(7L, 0L, 0L, 0L);
        assertThat(padding(signature, new GoVersion(25))).containsExactly(7L, 0L, 0L, 0L);
        assertThat(padding(signature, new GoVersion(24))).containsExactly(7L, 7L, 0L, 0L);
    }

    @Test
    void padsOnlyWhatIsItselfAStruct() {
        assertThat(padding(PARSER.signature("func([1]struct { a bool; b int })"), new GoVersion(26)))
                .containsExactly(0L, 0L);
    }

    @Test
    void typesPiecesAsTheCompilerDoes() {
        CallLayout layout = layout("func(string, error, complex64, rune)");
        List<String> types = layout.arguments().stream().map(a -> (Placement.InRegisters) a.placement())
                .flatMap(p -> p.pieces().stream()).map(p -> p.type().toString()).toList();
        assertThat(types).containsExactly("*uint8", "int", "unsafe.Pointer", "unsafe.Pointer", "float32", "float32",
                "rune");
    }

    private static List<Long> padding(Signature signature, GoVersion version) {
        CallLayout layout = CallLayout.of(signature, CallingConvention.ABI_INTERNAL, version);
        return ((Placement.InRegisters) layout.arguments().getFirst().placement()).pieces().stream()
                .map(RegisterPiece::padding).toList();
    }

    private static CallLayout layout(String signature) {
        return CallLayout.of(PARSER.signature(signature), CallingConvention.ABI_INTERNAL, GoVersion.NEWEST);
    }

    /** {@code AX,BX~8}: in AX and BX, spilled at 8; {@code @16}: on the stack at 16; {@code ?T}: waits for T. */
    static String places(List<CallLayout.Assigned> assigned) {
        return assigned.stream().map(a -> switch (a.placement()) {
            case Placement.OnStack(long offset) -> "@" + offset;
            case Placement.Undecided(String typeName) -> "?" + typeName;
            case Placement.InRegisters(List<RegisterPiece> pieces, OptionalLong spill) ->
                pieces.stream().map(p -> RegisterFile.nameOf(p.register())).collect(Collectors.joining(","))
                        + (spill.isPresent() ? "~" + spill.getAsLong() : "");
        }).collect(Collectors.joining(" "));
    }
}

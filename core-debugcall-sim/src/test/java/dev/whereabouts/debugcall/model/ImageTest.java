package dev.whereabouts.debugcall.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whereabouts.amd64.instruction.Decoder;
import dev.whereabouts.amd64.instruction.Instruction;
import dev.whereabouts.debugcall.model.program.AddressMap;
import dev.whereabouts.debugcall.model.program.FunctionSymbol;
import dev.whereabouts.debugcall.model.program.Image;
import dev.whereabouts.debugcall.protocol.FrameClass;
import dev.whereabouts.debugcall.protocol.Version;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ImageTest {

    @ParameterizedTest
    @EnumSource(Version.class)
    void functionsAreInstructionsFromStartToEnd(Version version) {
        Image image = Image.of(version);
        byte[] text = image.text();
        Decoder decoder = new Decoder();
        for (FunctionSymbol function : image.functions()) {
            long at = function.start();
            while (at < function.end()) {
                int from = (int) (at - AddressMap.TEXT);
                byte[] bytes = Arrays.copyOf(Arrays.copyOfRange(text, from, Math.min(text.length, from + 15)), 15);
                assertThat(decoder.decode(bytes, 15, at)).as(function.name()).isInstanceOf(Instruction.class);
                at += ((Instruction) decoder.decode(bytes, 15, at)).length();
            }
            assertThat(at).as(function.name()).isEqualTo(function.end());
        }
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void hasAFunctionForEveryFrameClass(Version version) {
        Image image = Image.of(version);
        assertThat(FrameClass.sizes().mapToObj(FrameClass::new)).allSatisfy(
                frame -> assertThat(image.addressOf(frame.symbol())).isPresent());
    }

    /** As the real runtime judged every byte of the optimised loop's function and of functions with a stack check of the same shape. */
    @ParameterizedTest
    @CsvSource({"main.afterCall,0,true", "main.afterCall,4,true", "main.afterCall,6,false", "main.afterCall,7,true",
            "main.target,0,true", "main.target,41,true", "main.unsafeTarget,0,false", "main.unsafeTarget,9,false",
            "main.nop,0,true", "main.asmAdd.abi0,5,true"})
    void safePoints(String name, int offset, boolean isSafe) {
        Image image = Image.of(Version.V2);
        long start = image.addressOf(name).orElseThrow();
        assertThat(image.functionAt(start).orElseThrow().isSafe(start + offset)).isEqualTo(isSafe);
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void placesAreFoundBothWays(Version version) {
        Image image = Image.of(version);
        long scratch = image.addressOf("main.scratch").orElseThrow();
        assertThat(image.placeOf(scratch + 0x40)).hasToString("Optional[main.scratch+0x40]");
        assertThat(image.placeOf(AddressMap.FOREIGN_CODE)).isEmpty();
        assertThat(image.placeOf(0)).isEmpty();
    }
}

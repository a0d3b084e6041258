package dev.whereabouts.debugcall.binary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.whereabouts.amd64.image.Section;
import dev.whereabouts.amd64.linux.Outcome;
import dev.whereabouts.amd64.linux.Pause;
import dev.whereabouts.debugcall.binary.pclntab.GoFunction;
import dev.whereabouts.debugcall.binary.section.BinaryException;
import dev.whereabouts.debugcall.target.CodePlace;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no Go program is refused with a sentence, and a damaged one is never worse than that. */
class DamagedBinaryTest {

    private static final int OS_ABI = 7;
    private static final int MACHINE = 18;
    private static final int SECTION_HEADERS = 40;
    private static final int SECTION_COUNT = 60;

    @Test
    void saysWhatIsWrong() {
        byte[] file = Fixture.file("opt");
        refused(new byte[0], "not an ELF file");
        refused("#!/bin/sh\n".getBytes(StandardCharsets.US_ASCII), "not an ELF file");
        refused(Arrays.copyOf(file, 50), "cut off");
        refused(Arrays.copyOf(file, file.length / 2), "beyond the file");
        refused(changed(file, MACHINE, 183), "for machine 183");
        refused(changed(file, OS_ABI, 9), "another operating system");
    }

    @Test
    void needsTheRuntimeAndItsVersion() {
        byte[] none = Fixture.file("opt");
        byte[] old = none.clone();
        Section table = Fixture.binary("opt").image().section(".gopclntab").orElseThrow();
        Arrays.fill(none, (int) table.offset(), (int) table.offset() + 4, (byte) 0);
        refused(none, "no Go runtime");
        Section information = Fixture.binary("opt").image().section(".go.buildinfo").orElseThrow();
        // the version is a text with its length before it, 32 bytes into the block
        byte[] version = "\10go1.16.9".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(version, 0, old, (int) information.offset() + 32, version.length);
        refused(old, "go1.16.9");
    }

    private static void refused(byte[] file, String because) {
        assertThatThrownBy(() -> GoBinary.read(file)).isInstanceOf(BinaryException.class).hasMessageContaining(because);
    }

    private static byte[] changed(byte[] file, int at, int value) {
        byte[] changed = file.clone();
        changed[at] = (byte) value;
        return changed;
    }

    @Test
    void isKnownWithoutSectionHeaders() throws InterruptedException {
        byte[] file = Fixture.file("noopt");
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putLong(SECTION_HEADERS, 0).putShort(SECTION_COUNT,
                (short) 0);
        GoBinary binary = GoBinary.read(file);
        assertThat(binary.version()).isEqualTo("go1.26.8");
        assertThat(binary.debug()).isEmpty();
        GoFunction target = binary.function("main.target").orElseThrow();
        GoFunction told = Fixture.binary("noopt").function("main.target").orElseThrow();
        assertThat(target.entry()).isEqualTo(told.entry());
        assertThat(binary.safePoints().ranges(target)).isEqualTo(Fixture.binary("noopt").safePoints().ranges(told));
        GoProgram program = Fixture.program(binary, List.of("fixture.noopt", "safe"), List.of());
        program.runTo(target.entry(), 1);
        assertThat(program.goroutine().orElseThrow().id()).isEqualTo(1);
        assertThat(program.placeOf(target.entry() + 3)).contains(new CodePlace("main.target", 3));
        assertThat(program.calleeAt(target.entry()).orElseThrow().signature()).isEmpty();
        assertThat(program.typeAt(program.typeWordOf("*main.T").orElseThrow()).orElseThrow().name())
                .isEqualTo("*main.T");
        assertThat(program.addressOf("main.go", 267)).isPresent();
        assertThat(program.resume()).isEqualTo(new Pause.Ended(new Outcome.Exited(0)));
    }

    @ParameterizedTest
    @ValueSource(strings = {".gopclntab", ".debug_info", ".debug_abbrev", ".debug_line", ".debug_loclists",
            ".debug_rnglists", ".debug_addr"})
    void isNeverWorseThanRefused(String name) {
        Random random = new Random(name.hashCode());
        Section section = Fixture.binary("opt").image().section(name).orElseThrow();
        for (int i = 0; i < 20; i++) {
            byte[] file = Fixture.file("opt");
            // the beginning decides most
            int reach = i % 2 == 0 ? 256 : (int) section.size();
            for (int j = 0; j <= i; j++) {
                file[(int) section.offset() + random.nextInt(Math.min(reach, (int) section.size()))] = (byte) random
                        .nextInt();
            }
            try {
                use(GoBinary.read(file));
            } catch (BinaryException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }

    private static void use(GoBinary binary) {
        for (String name : List.of("main.target", "main.structArg", "fmt.Fprintln", "runtime.mallocgc")) {
            GoFunction function = binary.function(name).orElseThrow(() -> new BinaryException("no " + name));
            binary.safePoints().ranges(function);
            binary.signature(function);
            binary.isClosure(function);
        }
        binary.addressOf("main.go", 267);
        binary.recordOf("main.P");
    }
}

package dev.whereabouts.amd64.register;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whereabouts.amd64.GroundTruth;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class RegisterFileTest {

    @ParameterizedTest
    @ValueSource(ints = {19, 26})
    void holdsTheCompilersRegisters(int minor) {
        JsonNode facts = new ObjectMapper()
                .readTree(GroundTruth.folder("facts").resolve("go1." + minor + "-amd64.json").toFile());
        List<String> expected = facts.get("registers").valueStream().map(
                register -> register.get("bit") + " " + register.get("name").asString() + " " + register.get("dwarf"))
                .toList();
        RegisterFile file = RegisterFile.of(new GoVersion(minor));
        List<String> ours = IntStream.range(0, file.size()).mapToObj(bit -> bit + " " + file.nameAt(bit) + " "
                + (file.dwarfAt(bit) == RegisterFile.NONE ? "null" : file.dwarfAt(bit))).toList();
        assertThat(ours).isEqualTo(expected);
    }

    @Test
    void takesTheNextNewerTableForAVersionBetween() {
        assertThat(RegisterFile.of(new GoVersion(20))).isSameAs(RegisterFile.of(new GoVersion(26)));
        assertThat(RegisterFile.of(new GoVersion(25)).size()).isEqualTo(57);
        assertThat(RegisterFile.of(new GoVersion(19)).size()).isEqualTo(33);
    }

    @Test
    void givesARegisterTheSameIdInEveryVersion() {
        RegisterFile old = RegisterFile.of(new GoVersion(19));
        int sb = RegisterFile.idOf("SB");
        assertThat(old.bitOf(sb)).isEqualTo(32);
        assertThat(RegisterFile.of(new GoVersion(26)).bitOf(sb)).isEqualTo(56);
        assertThat(old.bitOf(RegisterFile.idOf("K1"))).isEqualTo(RegisterFile.NONE);
        assertThat(RegisterFile.idOf("RAX")).isEqualTo(RegisterFile.NONE);
        Set<Integer> ids = new HashSet<>();
        for (int id = 0; id < RegisterFile.ids(); id++) {
            assertThat(RegisterFile.idOf(RegisterFile.nameOf(id))).isEqualTo(id);
            ids.add(id);
        }
        assertThat(ids).hasSize(57);
    }

    /** Intel's manual, volume 1, section 3.4.1: the eight old registers gain an R, the new ones are numbered. */
    @ParameterizedTest
    @CsvSource({"AX, RAX", "SP, RSP", "BP, RBP", "DI, RDI", "R9, R9", "g, R14", "X0, XMM0", "X31, XMM31", "K7, K7",
            "SB, SB"})
    void knowsIntelsNames(String go, String sdm) {
        RegisterFile file = RegisterFile.of(GoVersion.NEWEST);
        assertThat(file.sdmNameAt(file.bitOf(RegisterFile.idOf(go)))).isEqualTo(sdm);
    }
}

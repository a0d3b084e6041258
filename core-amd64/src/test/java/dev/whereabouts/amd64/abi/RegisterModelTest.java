package dev.whereabouts.amd64.abi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whereabouts.amd64.GroundTruth;
import dev.whereabouts.amd64.abi.RegisterModel.Register;
import dev.whereabouts.amd64.register.GoVersion;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class RegisterModelTest {

    /** The tables in the "amd64 architecture" section of Go's internal ABI document. */
    @ParameterizedTest
    @CsvSource({"RSP, stack-pointer, false", "RBP, frame-pointer, false", "RDX, closure-context, true",
            "R12, scratch, true", "R13, scratch, true", "R14, goroutine, false", "R15, global-offset-table, true",
            "XMM15, zero, false", "RAX, integer-argument, true", "R11, integer-argument, true",
            "XMM14, float-argument, true", "SB, static-base, false"})
    void knowsWhatEachRegisterIsFor(String sdmName, String role, boolean callerSaved) {
        Register register = RegisterModel.of(GoVersion.NEWEST).registers().stream()
                .filter(r -> r.sdmName().equals(sdmName)).findFirst().orElseThrow();
        assertThat(register.role().label()).isEqualTo(role);
        assertThat(register.callerSaved()).isEqualTo(callerSaved);
    }

    @Test
    void listsArgumentRegistersInOrder() {
        RegisterModel model = RegisterModel.of(GoVersion.NEWEST);
        assertThat(String.join(" ", model.integerArguments())).isEqualTo("AX BX CX DI SI R8 R9 R10 R11");
        assertThat(String.join(" ", model.floatArguments()))
                .isEqualTo("X0 X1 X2 X3 X4 X5 X6 X7 X8 X9 X10 X11 X12 X13 X14");
    }

    /** The compiler lets a call clobber BP and g as well, for functions that run outside Go's rules. */
    @ParameterizedTest
    @ValueSource(ints = {19, 26})
    void savesAtCallsWhatTheCompilerSaves(int minor) {
        JsonNode facts = new ObjectMapper()
                .readTree(GroundTruth.folder("facts").resolve("go1." + minor + "-amd64.json").toFile());
        Set<String> clobbered = facts.at("/ops/CALLstatic/clobbers").valueStream().map(JsonNode::asString)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(clobbered.removeAll(List.of("BP", "g"))).isTrue();
        Set<String> savedAmongThem = RegisterModel.of(new GoVersion(minor)).registers().stream()
                .filter(Register::callerSaved).map(Register::name).filter(name -> !isHighVectorOrMask(name))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(savedAmongThem).isEqualTo(clobbered);
    }

    /** The compiler keeps no value in these across a call, and its table of clobbers does not mention them. */
    private static boolean isHighVectorOrMask(String name) {
        return name.startsWith("K") || name.startsWith("X") && Integer.parseInt(name.substring(1)) >= 16;
    }
}

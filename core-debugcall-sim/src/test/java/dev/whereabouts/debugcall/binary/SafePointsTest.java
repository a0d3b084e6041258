package dev.whereabouts.debugcall.binary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whereabouts.debugcall.GroundTruth;
import dev.whereabouts.debugcall.binary.pclntab.GoFunction;
import dev.whereabouts.debugcall.binary.safepoint.SafeRange;
import dev.whereabouts.debugcall.protocol.Refusal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the tables say is what the runtime said on hardware, at every byte. */
class SafePointsTest {

    private static final String ACCEPTED = "ok";

    private final GoBinary binary = Fixture.binary("noopt");

    @Test
    void equalsTheRuntimesVerdictsAtEveryByte() {
        JsonNode sweep = JsonMapper.shared()
                .readTree(GroundTruth.unpacked(GroundTruth.folder("debugcall").resolve("sweep.noopt.json.gz")));
        Map<String, List<String>> expected = new HashMap<>();
        Map<String, List<String>> actual = new HashMap<>();
        sweep.get("functions").properties().forEach(each -> {
            GoFunction function = binary.function(each.getKey()).orElseThrow();
            assertThat("0x" + Long.toHexString(function.entry())).isEqualTo(each.getValue().get("start").asString());
            assertThat(binary.functions().size(function)).as(each.getKey())
                    .isEqualTo(each.getValue().get("size").asLong());
            expected.put(each.getKey(), each.getValue().get("runs").valueStream()
                    .map(run -> run.get(0) + "-" + run.get(1) + " " + run.get(2).asString()).toList());
            actual.put(each.getKey(), binary.safePoints().ranges(function).stream()
                    .map(range -> range.from() + "-" + range.to() + " " + told(range)).toList());
            for (SafeRange range : binary.safePoints().ranges(function)) {
                for (long offset = range.from(); offset < range.to(); offset++) {
                    assertThat(binary.safePoints().verdict(function.entry() + offset)).isEqualTo(range.refusal());
                }
            }
        });
        assertThat(expected).hasSize(30);
        assertThat(actual).isEqualTo(expected);
    }

    private static String told(SafeRange range) {
        return range.refusal().map(Refusal::reason).orElse(ACCEPTED);
    }

    @Test
    void findsTheNearestAddressThatIsAccepted() {
        // main.afterCall of the sweep: accepted to 5, refused to 7, accepted to 109
        long entry = binary.function("main.afterCall").orElseThrow().entry();
        assertThat(binary.safePoints().nearest(entry + 5)).isEqualTo(OptionalLong.of(entry + 4));
        assertThat(binary.safePoints().nearest(entry + 6)).isEqualTo(OptionalLong.of(entry + 7));
        assertThat(binary.safePoints().nearest(entry + 50)).isEqualTo(OptionalLong.of(entry + 50));
        assertThat(binary.safePoints().nearest(binary.function("runtime.Gosched").orElseThrow().entry())).isEmpty();
        assertThat(binary.safePoints().nearest(0x10)).isEmpty();
        assertThat(binary.safePoints().verdict(0x10)).contains(Refusal.UNKNOWN_FUNCTION);
    }
}

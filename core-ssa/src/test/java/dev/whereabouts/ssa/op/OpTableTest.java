package dev.whereabouts.ssa.op;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whereabouts.amd64.register.GoVersion;
import dev.whereabouts.amd64.register.RegisterFile;
import dev.whereabouts.ssa.corpus.GroundTruth;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class OpTableTest {

    @ParameterizedTest
    @ValueSource(ints = {19, 26})
    void holdsTheCompilersOpsAndNoOthers(int minor) {
        assertThat(table(minor)).isEqualTo(facts(minor));
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 21, 22, 23, 24, 25})
    void takesTheNewerFactsForAVersionBetween(int minor) {
        Map<String, String> expected = facts(19);
        expected.putAll(facts(26));
        assertThat(table(minor)).isEqualTo(expected);
    }

    @Test
    void knowsNoOpThatNoVersionHas() {
        assertThat(OpTable.idOf("NoSuchOp")).isEqualTo(OpTable.NONE);
    }

    private static Map<String, String> table(int minor) {
        GoVersion version = new GoVersion(minor);
        OpTable table = OpTable.of(version);
        RegisterFile registers = RegisterFile.of(version);
        Map<String, String> ops = new TreeMap<>();
        for (int op = 0; op < OpTable.ids(); op++) {
            if ((table.flags(op) & OpTable.KNOWN) != 0) {
                Set<String> clobbers = new TreeSet<>();
                for (int bit = 0; bit < Long.SIZE; bit++) {
                    if ((table.clobbers(op) >>> bit & 1) != 0) {
                        clobbers.add(registers.nameAt(bit));
                    }
                }
                assertThat(OpTable.idOf(OpTable.nameOf(op))).isEqualTo(op);
                ops.put(OpTable.nameOf(op), describe((table.flags(op) & OpTable.CALL) != 0,
                        (table.flags(op) & OpTable.ZERO_WIDTH) != 0, clobbers));
            }
        }
        return ops;
    }

    private static Map<String, String> facts(int minor) {
        JsonNode facts = new ObjectMapper()
                .readTree(GroundTruth.folder("facts").resolve("go1." + minor + "-amd64.json").toFile());
        Map<String, String> ops = new TreeMap<>();
        for (var op : facts.get("ops").properties()) {
            Set<String> clobbers = new TreeSet<>();
            op.getValue().path("clobbers").forEach(register -> clobbers.add(register.asString()));
            ops.put(op.getKey(), describe(op.getValue().path("call").asBoolean(),
                    op.getValue().path("zeroWidth").asBoolean(), clobbers));
        }
        return ops;
    }

    private static String describe(boolean call, boolean zeroWidth, Set<String> clobbers) {
        return (call ? "call " : "") + (zeroWidth ? "zero width " : "") + clobbers;
    }
}

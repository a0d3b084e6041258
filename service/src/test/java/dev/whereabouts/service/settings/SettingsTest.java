package dev.whereabouts.service.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.whereabouts.debugcall.script.ScriptLimits;
import dev.whereabouts.ssa.problem.Limits;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    @Test
    void withoutVariablesTheDefaultsHold() {
        assertThat(Settings.from(name -> null).functionLimits()).isEqualTo(Limits.DEFAULT);
        assertThat(Settings.from(name -> null).scriptLimits()).isEqualTo(ScriptLimits.DEFAULT);
    }

    /** 1 GiB of heap and two workers: a share is 256 MiB. */
    @Test
    void whatAWorkerHoldsHasRoomInItsShareOfTheHeap() {
        Settings settings = Settings.from(Map.of("WHEREABOUTS_WORKERS", "2", "WHEREABOUTS_VALUES", "1000")::get)
                .withinHeap(1L << 30);
        assertThat(settings.get(Setting.GUEST_MEMORY_BYTES)).isEqualTo(256L << 20);
        assertThat(settings.get(Setting.STATE_NODES)).isEqualTo((256L << 20) / 100);
        assertThat(settings.get(Setting.VALUES)).isEqualTo(1_000);
        assertThat(settings.get(Setting.BODY_BYTES)).isEqualTo(Setting.BODY_BYTES.standard());
    }

    /** A quarter of the buffers is kept for small ones. */
    @Test
    void theLargestBodyHasRoomBesideTheLargestAnswer() {
        Settings settings = Settings.from(Map.of("WHEREABOUTS_BUFFER_BYTES", "8000000")::get).withinHeap(1L << 36);
        assertThat(settings.get(Setting.DECOMPRESSED_BYTES)).isEqualTo(3_000_000);
        assertThat(settings.get(Setting.FUNCTION_BYTES)).isEqualTo(3_000_000);
        assertThat(settings.get(Setting.ANSWER_BYTES)).isEqualTo(3_000_000);
        assertThat(settings.get(Setting.BUFFER_BYTES)).isEqualTo(8_000_000);
    }

    @Test
    void aLargeHeapLeavesTheSettingsAsTheyAre() {
        Settings asked = Settings
                .from(Map.of("WHEREABOUTS_WORKERS", "2", "WHEREABOUTS_BUFFER_BYTES", "17179869184")::get);
        Settings settings = asked.withinHeap(1L << 36);
        assertThat(Setting.values()).allSatisfy(
                setting -> assertThat(settings.get(setting)).isEqualTo(asked.get(setting)));
    }

    /** A heap that is smaller than every share still lets the service start. */
    @Test
    void noLimitIsLessThanItMayBeSetTo() {
        Settings settings = Settings.from(_ -> null).withinHeap(1);
        assertThat(Setting.values()).allSatisfy(
                setting -> assertThat(settings.get(setting)).isGreaterThanOrEqualTo(setting.least()));
    }

    /** A reader names a limit by its component; the variable that an error then shows must be the one that changes it. */
    @ParameterizedTest
    @MethodSource("functionLimits")
    void theVariableOfAFunctionLimitChangesThatLimit(RecordComponent component) throws ReflectiveOperationException {
        Setting setting = Setting.named(component.getName()).orElseThrow();
        Map<String, String> environment = new HashMap<>();
        environment.put(setting.variable(), "77777");
        if (setting.most() < 77_777) {
            environment.put(setting.variable(), "777");
        }
        Limits limits = Settings.from(environment::get).functionLimits();
        assertThat(((Number) component.getAccessor().invoke(limits)).longValue())
                .isEqualTo(Long.parseLong(environment.get(setting.variable())));
    }

    static Stream<RecordComponent> functionLimits() {
        return Stream.of(Limits.class.getRecordComponents());
    }

    /** The same for a call script, whose limits have names of their own. */
    @ParameterizedTest
    @MethodSource("scriptLimits")
    void theVariableOfAScriptLimitChangesThatLimit(RecordComponent component) throws ReflectiveOperationException {
        String name = component.getName();
        Setting setting = Setting.named("script" + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1))
                .orElseThrow();
        String value = setting.most() < 77_777 ? "77" : "77777";
        ScriptLimits limits = Settings.from(Map.of(setting.variable(), value)::get).scriptLimits();
        assertThat(((Number) component.getAccessor().invoke(limits)).longValue()).isEqualTo(Long.parseLong(value));
    }

    static Stream<RecordComponent> scriptLimits() {
        return Stream.of(ScriptLimits.class.getRecordComponents());
    }

    @ParameterizedTest
    @ValueSource(strings = {"many", "-1", "0", "1.5", "99999999999999999999", "0x10"})
    void aValueThatIsNoNumberOrOutOfRangeIsNamed(String value) {
        Map<String, String> environment = Map.of("WHEREABOUTS_BODY_BYTES", value, "WHEREABOUTS_WORKERS", value);
        assertThatThrownBy(() -> Settings.from(environment::get)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("WHEREABOUTS_BODY_BYTES is \"" + value + "\"")
                .hasMessageContaining("WHEREABOUTS_WORKERS");
    }
}

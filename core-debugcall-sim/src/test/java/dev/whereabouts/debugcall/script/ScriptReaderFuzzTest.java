package dev.whereabouts.debugcall.script;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Any bytes are read, or refused with at least one fault whose pointer is one. */
class ScriptReaderFuzzTest {

    private static final ScriptReader READER = new ScriptReader(
            new ScriptLimits(100_000, 20, 10_000, 1000, 20, 3, 100, 100, 50, 1000, 5));

    @FuzzTest
    void scripts(byte[] bytes) {
        try {
            assertThat(READER.read(bytes).program()).isNotNull();
        } catch (ScriptException refused) {
            assertThat(refused.faults()).isNotEmpty()
                    .allSatisfy(fault -> assertThat(fault.pointer()).matches("(?s)(/([^~/]|~[01])*)*"));
        }
    }
}

package dev.whereabouts.debugcall.binary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whereabouts.debugcall.target.RuntimeType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Types of values in interfaces are found by the words in memory, and words by names. */
class RecordedTypesTest {

    @ParameterizedTest
    @ValueSource(strings = {"opt", "noopt"})
    void areReadFromTheWordsOfInterfaces(String build) throws InterruptedException {
        GoProgram program = Fixture.program(build, "safe");
        program.runTo(program.addressOf("main.target").orElseThrow(), 1);
        // var (gInt any = 42; gStr any = "iface string"; gErr any = &myErr{9}) in the fixture's source
        RuntimeType number = at(program, "main.gInt");
        assertThat(number.name()).isEqualTo("int");
        assertThat(number.isDirect()).isFalse();
        assertThat(at(program, "main.gStr").type()).hasToString("string");
        RuntimeType error = at(program, "main.gErr");
        assertThat(error.name()).isEqualTo("*main.myErr");
        assertThat(error.isDirect()).isTrue();
        assertThat(program.typeAt(0)).isEmpty();
        assertThat(program.typeAt(program.addressOf("main.target").orElseThrow())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"opt", "noopt"})
    void areFoundByName(String build) throws InterruptedException {
        GoProgram program = Fixture.program(build, "safe");
        program.runTo(program.addressOf("main.target").orElseThrow(), 1);
        for (String name : new String[]{"int", "string", "main.P", "*main.T", "*main.myErr", "float64", "main.Nest"}) {
            long word = program.typeWordOf(name).orElseThrow();
            assertThat(program.typeAt(word).orElseThrow().name()).isEqualTo(name);
        }
        assertThat(program.typeWordOf("main.Absent")).isEmpty();
        RuntimeType struct = program.typeAt(program.typeWordOf("main.P").orElseThrow()).orElseThrow();
        assertThat(struct.type().layout()).isEqualTo(program.binary()
                .signature(program.binary().function("main.structArg").orElseThrow()).orElseThrow().parameters()
                .getFirst().type().layout());
    }

    private static RuntimeType at(GoProgram program, String variable) {
        return program.typeAt(program.memory().readLong(program.addressOf(variable).orElseThrow())).orElseThrow();
    }
}

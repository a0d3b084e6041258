package dev.whereabouts.debugcall.binary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whereabouts.debugcall.target.Variable;
import dev.whereabouts.debugcall.target.Variable.Content;
import dev.whereabouts.debugcall.target.Variable.Role;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Variables at a stop have the values that the source gives them. */
class VariablesTest {

    @Test
    void haveTheirValuesWithoutOptimisation() throws InterruptedException {
        GoProgram program = Fixture.program("noopt", "safe");
        // the recorded site "safe", before "*x++" is executed for the third time
        program.runTo(program.addressOf("main.target").orElseThrow() + 0x55, 3);
        assertThat(number(program, "n")).isEqualTo(1000);
        assertThat(number(program, "i")).isEqualTo(2);
        // 0^5 + 1^5
        assertThat(number(program, "acc")).isEqualTo(5 + 4);
        assertThat(program.memory().readLong(number(program, "x"))).isEqualTo(4);
        assertThat(variable(program, "x").role()).isEqualTo(Role.PARAMETER);
        assertThat(variable(program, "acc").role()).isEqualTo(Role.LOCAL);
        assertThat(variable(program, "~r0").role()).isEqualTo(Role.RESULT);
        assertThat(variable(program, "s").type()).hasToString("string");
        ByteBuffer s = ByteBuffer.wrap(bytes(program, "s")).order(ByteOrder.LITTLE_ENDIAN);
        byte[] text = new byte[(int) s.getLong(8)];
        program.memory().peek(s.getLong(0), text, 0, text.length);
        assertThat(text).asString().isEqualTo("hello");
        double f = Double.longBitsToDouble(number(program, "f"));
        assertThat(f).isEqualTo(1.5 * 1.0000001 * 1.0000001);
    }

    @Test
    void sayWhyTheyAreNowhereWithOptimisation() throws InterruptedException {
        GoProgram program = Fixture.program("opt", "safe");
        program.runTo(program.addressOf("main.target").orElseThrow() + 0xe, 3);
        assertThat(number(program, "n")).isEqualTo(1000);
        // readelf shows that the list of acc begins at 0x17, and that ~r0 has no list
        assertThat(variable(program, "acc").content()).isInstanceOfSatisfying(Content.Unavailable.class,
                unavailable -> assertThat(unavailable.reason()).startsWith("optimised out: no entry"));
        assertThat(variable(program, "~r0").content()).isInstanceOfSatisfying(Content.Unavailable.class,
                unavailable -> assertThat(unavailable.reason()).startsWith("optimised out: it has no"));
        program.runTo(program.addressOf("main.target").orElseThrow() + 0x26, 1);
        // behind the increment of i
        assertThat(number(program, "i")).isEqualTo(3);
        assertThat(number(program, "acc")).isEqualTo(5 + 4 + 7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"opt", "noopt"})
    void areFoundByLine(String build) throws InterruptedException {
        GoProgram program = Fixture.program(build, "safe");
        // "acc += i ^ len(s) //BP:safe" in the fixture's source
        OptionalLong line = program.addressOf("main.go", 267);
        assertThat(program.placeOf(line.orElseThrow()).orElseThrow().symbol()).isEqualTo("main.target");
        assertThat(program.binary().functions().addressOf(path -> path.endsWith("/main.go"), 267)).isEqualTo(line);
        assertThat(program.addressOf("main.go", 100_000)).isEmpty();
        assertThat(program.addressOf("absent.go", 1)).isEmpty();
    }

    private static Variable variable(GoProgram program, String name) {
        return program.variables().stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
    }

    private static byte[] bytes(GoProgram program, String name) {
        Content content = variable(program, name).content();
        assertThat(content).as(name + " " + content).isInstanceOf(Content.Known.class);
        return ((Content.Known) content).bytes();
    }

    private static long number(GoProgram program, String name) {
        return ByteBuffer.wrap(bytes(program, name)).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }
}

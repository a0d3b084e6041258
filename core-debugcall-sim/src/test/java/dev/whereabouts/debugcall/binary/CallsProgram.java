package dev.whereabouts.debugcall.binary;

import dev.whereabouts.amd64.linux.Program;
import dev.whereabouts.amd64.linux.budget.Budget;
import dev.whereabouts.debugcall.script.ScriptLimits;
import dev.whereabouts.debugcall.script.ScriptReader;
import dev.whereabouts.debugcall.simulation.Simulation;
import dev.whereabouts.debugcall.transcript.Transcript;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A program of our own, compiled in tests, and calls of its functions.
 *
 * @param file   the program
 * @param binary the same, read
 * @param line   where it stops
 */
record CallsProgram(Path file, GoBinary binary, int line) {

    static final List<String> UNOPTIMISED = List.of("-gcflags=all=-N -l");

    /**
     * A call.
     *
     * @param json     as in a script, without braces
     * @param delve    the same for Delve; empty where Delve cannot make it
     * @param expected results as JSON, from reading the source; {@code panic} and a value for a panic
     */
    record Sample(String json, String delve, String expected) {}

    /** Functions, methods, interfaces, closures, generics, iterators, goroutines. */
    static final List<Sample> SAMPLES = List.of(
            new Sample(call("main.plus", "41, 1.5"), "plus(41, 1.5)", "[42,2.0]"),
            new Sample(call("main.greet", "\"Ada\", 2"), "greet(\"Ada\", 2)", "[\"hi Ada hi Ada \"]"),
            new Sample(call("main.(*counter).add", "\"*(main.total)\", 3"), "total.add(3)", "[8]"),
            new Sample(call("main.(*counter).add", "\"*(main.total)\", 4"), "total.add(4)", "[12]"),
            new Sample(call("main.divide", "42, 5"), "divide(42, 5)", "[8,null]"),
            new Sample(call("main.divide", "1, 0"), "", "[0,{\"type\":\"*errors.errorString\",\"value\":\"by zero\"}]"),
            new Sample(call("main.bits", "true, -5, 65535, \"0x8000000000000001\""),
                    "bits(true, -5, 65535, 9223372036854775809)", "[false,5,0,\"0x8000000000000001\"]"),
            new Sample(call("main.swap", "{\"X\": 1, \"Y\": 2, \"Tag\": \"abc\"}"), "",
                    "[{\"X\":2,\"Y\":1,\"Tag\":\"ABC\"}]"),
            new Sample(call("main.describe", "\"*(main.aSquare)\""), "describe(aSquare)", "[\"square of 9.0\"]"),
            new Sample(call("main.square.Area", "{\"side\": 1.5}"), "", "[2.25]"),
            new Sample(call("main.sumOfEvens", "11"), "sumOfEvens(11)", "[30]"),
            new Sample(call("main.isV4", "\"192.0.2.7\""), "isV4(\"192.0.2.7\")", "[\"192.0.2.7\",true]"),
            new Sample(call("main.isV4", "\"2001:db8::1\""), "isV4(\"2001:db8::1\")", "[\"2001:db8::1\",false]"),
            new Sample(call("main.spread", "20, 10"), "spread(20, 10)", "[19900]"),
            new Sample(call("main.adder.func1", "5") + ", \"context\": \"*(main.addTen)\"", "addTen(5)", "[15]"),
            new Sample(call("main.largest[go.shape.int]", "\"main..dict.largest[int]\", [3, 9, 4]"), "", "[9]"),
            new Sample(call("main.largest[go.shape.string]", "\"main..dict.largest[string]\", [\"b\", \"c\", \"a\"]"),
                    "",
                    "[\"c\"]"),
            new Sample(call("main.boom", "7"), "boom(7)", "panic \"boom 7\""));

    private static String call(String function, String arguments) {
        return "\"function\": \"" + function + "\", \"arguments\": [" + arguments + "]";
    }

    /** Compiles it. */
    static CallsProgram build(Path folder, List<String> flags) throws IOException, InterruptedException {
        Path source = Files.createDirectories(folder.resolve("source"));
        String text;
        try (InputStream in = CallsProgram.class.getResourceAsStream("calls/calls.go.txt")) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        Files.writeString(source.resolve("calls.go"), text);
        Files.writeString(source.resolve("go.mod"), "module calls\n\ngo 1.23\n");
        Path file = GoBuild.build(source, folder.resolve("calls"), flags, Map.of());
        int line = (int) text.lines().takeWhile(each -> !each.endsWith("// the stop")).count() + 1;
        return new CallsProgram(file, GoBinary.read(Files.readAllBytes(file)), line);
    }

    /** Makes all calls at one stop, and lets the program end. */
    Transcript call(List<String> calls) throws InterruptedException {
        String script = "{\"stop\": {\"file\": \"calls.go\", \"line\": " + line + ", \"hits\": 2}, \"calls\": [{"
                + String.join("}, {", calls) + "}], \"then\": \"run\"}";
        Program program = Program.of(binary.image(), List.of("calls")).withEnvironment(List.of("GOMAXPROCS=1"));
        return Simulation.run(new ScriptReader(ScriptLimits.DEFAULT).read(script.getBytes(StandardCharsets.UTF_8)),
                new GoProgram(binary, program, Budget.DEFAULT));
    }
}

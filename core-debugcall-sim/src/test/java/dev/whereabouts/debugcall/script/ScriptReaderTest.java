package dev.whereabouts.debugcall.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.whereabouts.amd64.state.RegisterName;
import dev.whereabouts.debugcall.expression.Expression;
import dev.whereabouts.debugcall.protocol.CallOutcome;
import dev.whereabouts.debugcall.protocol.FrameClass;
import dev.whereabouts.debugcall.protocol.Version;
import dev.whereabouts.debugcall.script.Call.Arguments;
import dev.whereabouts.debugcall.script.Call.CalledFunction;
import dev.whereabouts.debugcall.script.ScriptException.Fault;
import dev.whereabouts.debugcall.script.ScriptException.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptReaderTest {

    private static final ScriptLimits SMALL = new ScriptLimits(2000, 8, 300, 40, 3, 2, 3, 10, 4, 4, 2);

    /** General registers, RIP, RFLAGS, vectors, MXCSR. */
    private static final int ALL = 16 + 1 + 1 + 16 + 1;

    private static RegisterName register(String name) {
        return RegisterName.byName().get(name);
    }

    private static CallScript read(String json) {
        return new ScriptReader(ScriptLimits.DEFAULT).read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private static ScriptException refused(ScriptLimits limits, String json) {
        byte[] bytes = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return catchThrowableOfType(ScriptException.class, () -> new ScriptReader(limits).read(bytes));
    }

    private static List<Call> calls(String json) {
        return ((Sequence.Calls) read(json).sequence().orElseThrow()).calls();
    }

    private static Step step(String json) {
        return ((Sequence.Steps) read("{'steps': [" + json + "]}").sequence().orElseThrow()).steps().getFirst();
    }

    private static Expression number(long value) {
        return new Expression.Number(value);
    }

    @Test
    void theExampleOfTheContract() throws IOException {
        String json = """
            {"protocol": 2, "program": {"scenario": "int-float"},
             "stop": {"function": "main.target", "offset": 14, "hits": 1},
             "calls": [{"function": "main.intFloat", "arguments": [7, 2.5]}],
             "then": "stop", "events": "full",
             "limits": {"instructions": 500000000, "memoryBytes": 536870912}}""";
        CallScript script = new ScriptReader(ScriptLimits.DEFAULT)
                .read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
        assertThat(script.protocol()).contains(Version.V2);
        assertThat(script.program()).isEqualTo(new ProgramChoice.Scenario("int-float"));
        assertThat(script.stop()).contains(new Stop.InFunction("main.target", 14, 1));
        Call call = ((Sequence.Calls) script.sequence().orElseThrow()).calls().getFirst();
        assertThat(call.function()).contains(new CalledFunction.Named("main.intFloat"));
        assertThat(call.arguments()).asInstanceOf(type(Arguments.Typed.class))
                .satisfies(typed -> assertThat(typed.values()).hasToString("[7, 2.5]"));
        assertThat(call.isCalled()).isTrue();
        assertThat(call.restoresAll()).isTrue();
        assertThat(call.repairsFlags()).isFalse();
        assertThat(script.then()).contains(CallScript.Ending.STOP);
        assertThat(script.events()).isEqualTo(CallScript.Events.FULL);
        assertThat(script.limits().instructions()).hasValue(500_000_000);
        assertThat(script.limits().memoryBytes()).hasValue(536_870_912);
    }

    @Test
    void whatIsNotGivenHasItsDefault() {
        CallScript script = read("{}");
        assertThat(script.protocol()).isEmpty();
        assertThat(script.program()).isEqualTo(
                new ProgramChoice.Binary(Optional.empty(), List.of(), Map.of(), Optional.empty()));
        assertThat(script.stop()).isEmpty();
        assertThat(script.sequence()).isEmpty();
        assertThat(script.then()).isEmpty();
        assertThat(script.events()).isEqualTo(CallScript.Events.FULL);
        assertThat(script.expect()).isEmpty();
    }

    @Test
    void aBinary() {
        CallScript script = read("""
            {'program': {'elf': 'f0VMRg==', 'argv': ['f', 'safe'], 'env': {'GOGC': 'off'},
             'random': '30313233343536373839616263646566'}}""");
        assertThat(script.program()).asInstanceOf(type(ProgramChoice.Binary.class)).satisfies(binary -> {
            assertThat(binary.elf().orElseThrow()).containsExactly(0x7f, 'E', 'L', 'F');
            assertThat(binary.argv()).containsExactly("f", "safe");
            assertThat(binary.env()).containsExactly(Map.entry("GOGC", "off"));
            assertThat(binary.random().orElseThrow()).asString(StandardCharsets.US_ASCII)
                    .isEqualTo("0123456789abcdef");
        });
    }

    @Test
    void stops() {
        assertThat(read("{'stop': {'pc': '0x4a206e'}}").stop()).contains(new Stop.AtAddress(number(0x4a206e), 1));
        assertThat(read("{'stop': {'file': 'main.go', 'line': 42, 'hits': 3}}").stop())
                .contains(new Stop.AtLine("main.go", 42, 3));
        assertThat(read("{'stop': {'trap': true}}").stop()).contains(new Stop.OwnTrap());
        assertThat(read("{'stop': {'function': 'main.target'}}").stop())
                .contains(new Stop.InFunction("main.target", 0, 1));
    }

    @Test
    void aCallByHand() {
        Call call = calls("""
            {'calls': [{'pc': '0x4a0e80', 'frameSize': '0xffffffffffffffff', 'frame': '0102',
             'registers': {'RAX': '0x7', 'XMM0': '0x4004000000000000', 'XMM1': '0x10000000000000002'},
             'context': 'main.scratch+0x10', 'writes': [{'at': 'main.scratch+0x40', 'bytes': '6162632d'},
             {'at': 'main.scratch', 'text': 'é'}, {'at': 8, 'value': 'main.scratch', 'size': 4}],
             'nested': [{'function': 'main.nop'}], 'call': true, 'restore': 'none', 'repairFlags': true,
             'goroutine': 7, 'retries': 3}]}""").getFirst();
        assertThat(call.function()).contains(new CalledFunction.AtAddress(number(0x4a0e80)));
        assertThat(call.frameSize()).hasValue(-1);
        assertThat(call.arguments()).asInstanceOf(type(Arguments.ByHand.class)).satisfies(hand -> {
            assertThat(hand.frame().orElseThrow()).containsExactly(1, 2);
            assertThat(hand.registers()).containsExactly(
                    Map.entry(register("RAX"), new RegisterValue(number(7), BigInteger.ZERO)),
                    Map.entry(register("XMM0"), new RegisterValue(number(0x4004000000000000L), BigInteger.ZERO)),
                    Map.entry(register("XMM1"), new RegisterValue(number(2), BigInteger.ONE)));
        });
        assertThat(call.context()).contains(new Expression.Sum(new Expression.Symbol("main.scratch"), 16));
        assertThat(call.writes()).hasSize(3);
        assertThat(call.writes().get(1).content()).asInstanceOf(type(Step.Content.Bytes.class))
                .satisfies(bytes -> assertThat(bytes.bytes()).containsExactly(0xc3, 0xa9));
        assertThat(call.writes().get(2)).isEqualTo(new Step.Write(number(8),
                new Step.Content.Value(new Expression.Symbol("main.scratch"), 4)));
        assertThat(call.nested()).singleElement().satisfies(nested -> {
            assertThat(nested.function()).contains(new CalledFunction.Named("main.nop"));
            assertThat(nested.arguments()).isEqualTo(new Arguments.ByHand(Optional.empty(), Map.of()));
            assertThat(nested.frameSize()).isEmpty();
        });
        assertThat(call.restoresAll()).isFalse();
        assertThat(call.repairsFlags()).isTrue();
        assertThat(call.goroutine()).hasValue(7);
        assertThat(call.retries()).isEqualTo(3);
    }

    @Test
    void aCallThatDoesNotCallNeedsNoFunction() {
        assertThat(calls("{'calls': [{'call': false}]}").getFirst()).satisfies(call -> {
            assertThat(call.isCalled()).isFalse();
            assertThat(call.function()).isEmpty();
        });
    }

    @Test
    void expectations() {
        CallScript script = read("""
            {'calls': [{'function': 'f', 'expect': {'outcome': 'panicked', 'statuses': [0, 2, 16],
             'frameClass': 'debugCall64', 'values': [1, null], 'panic': {'type': 'string', 'value': 'x'},
             'reason': 'r', 'registers': {'RAX': 1}}}],
             'expect': {'outcome': 'exited', 'exitCode': 2, 'output': 'o', 'diagnoses': []}}""");
        Expectation ofCall = ((Sequence.Calls) script.sequence().orElseThrow()).calls().getFirst().expect()
                .orElseThrow();
        assertThat(ofCall.outcome()).contains(CallOutcome.PANICKED);
        assertThat(ofCall.statuses()).contains(List.of(0, 2, 16));
        assertThat(ofCall.frameClass()).contains(new FrameClass(64));
        assertThat(ofCall.values().orElseThrow()).hasToString("[1, null]");
        assertThat(ofCall.panic().orElseThrow().type()).contains("string");
        assertThat(ofCall.panic().orElseThrow().value().orElseThrow().stringValue()).isEqualTo("x");
        assertThat(ofCall.reason()).contains("r");
        assertThat(ofCall.registers()).hasSize(1);
        Expectation ofScript = script.expect().orElseThrow();
        assertThat(ofScript.outcome()).contains(CallOutcome.EXITED);
        assertThat(ofScript.exitCode()).isEqualTo(OptionalInt.of(2));
        assertThat(ofScript.output()).contains("o");
        assertThat(ofScript.diagnoses()).contains(List.of());
    }

    @Test
    void steps() {
        RegisterName rsp = register("RSP");
        Expression saved = new Expression.Saved(rsp);
        assertThat(((Step.Save) step("{'save': 'all'}")).registers()).hasSize(ALL);
        assertThat(((Step.Save) step("{'save': ['general', 'flags']}")).registers()).hasSize(18);
        assertThat(((Step.Save) step("{'save': ['XMM3', 'RAX']}")).registers())
                .containsExactlyInAnyOrder(register("YMM3"), register("RAX"));
        assertThat(step("{'set': {'RSP': 'saved.RSP'}}"))
                .isEqualTo(new Step.Assign(Map.of(rsp, new RegisterValue(saved, BigInteger.ZERO))));
        assertThat(step("{'write': {'at': 'RSP-16', 'value': 40}}")).isEqualTo(
                new Step.Write(new Expression.Sum(new Expression.Current(rsp), -16),
                        new Step.Content.Value(number(40), 8)));
        assertThat(step("{'push': 'RIP'}")).isEqualTo(new Step.Push(new Expression.Current(register("RIP"))));
        assertThat(step("{'read': {'at': 8, 'size': 3}}"))
                .isEqualTo(new Step.Read(number(8), new Step.Form.Bytes(3)));
        assertThat(step("{'read': {'at': 8, 'as': 'word', 'size': 2}}"))
                .isEqualTo(new Step.Read(number(8), new Step.Form.Word(2)));
        assertThat(step("{'read': {'at': 8, 'as': 'string'}}"))
                .isEqualTo(new Step.Read(number(8), new Step.Form.Text()));
        assertThat(step("{'read': {'at': 8, 'as': 'interface'}}"))
                .isEqualTo(new Step.Read(number(8), new Step.Form.EmptyInterface()));
        assertThat(step("{'read': {'registers': ['RSP', 'RIP']}}"))
                .isEqualTo(new Step.ReadRegisters(List.of(rsp, register("RIP"))));
        assertThat(step("{'resume': {}}")).isEqualTo(new Step.Resume());
        assertThat(step("{'resume': true}")).isEqualTo(new Step.Resume());
        assertThat(step("{'step': 18}")).isEqualTo(new Step.Advance(18));
    }

    @Test
    void aRestoreLeavesTheInstructionAndStackPointersUnlessToldOtherwise() {
        assertThat(((Step.Restore) step("{'restore': {}}")).registers()).hasSize(ALL - 2)
                .doesNotContain(register("RIP"), register("RSP"));
        assertThat(step("{'restore': true}")).isEqualTo(step("{'restore': {}}"));
        assertThat(((Step.Restore) step("{'restore': {'except': []}}")).registers())
                .hasSize(ALL);
        assertThat(((Step.Restore) step("{'restore': {'except': ['vectors', 'RFLAGS']}}")).registers()).hasSize(17);
        assertThat(((Step.Restore) step("{'restore': {'only': ['flags']}}")).registers())
                .containsExactly(register("RFLAGS"));
    }

    @Test
    void anExpectingStep() {
        Step.Expect expect = (Step.Expect) step("""
            {'expect': {'status': 0, 'statusRegister': 'R12', 'registers': {'RAX': 'saved.RAX+1'},
             'at': 'debugCall32+0x10', 'reason': 'r', 'panic': {'type': 't'},
             'memory': [{'at': 'RSP', 'bytes': '00ff'}]}}""");
        assertThat(expect.status()).isEqualTo(OptionalLong.of(0));
        assertThat(expect.statusRegister().orElseThrow().name()).isEqualTo("R12");
        assertThat(expect.registers()).hasSize(1);
        assertThat(expect.at().orElseThrow()).hasToString("debugCall32+0x10");
        assertThat(expect.memory().getFirst().bytes()).containsExactly(0, 0xff);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"[] | `` | object",
            "{'protocol': 3} | /protocol | 1 to 2",
            "{'protocol': 2.0} | /protocol | whole number", "{'protocoll': 2} | /protocoll | protocoll",
            "{'a/b~c': 2} | /a~1b~0c | a/b~c", "{'program': {}, 'then': 'go'} | /then | stop, run",
            "{'program': {'scenario': 'x', 'argv': []}} | /program | beside",
            "{'program': {'random': '00'}} | /program/random | 32", "{'program': {'elf': '%'}} | /program/elf | base64",
            "{'program': {'env': {'A': 1}}} | /program/env/A | string", "{'stop': {}} | /stop | one of",
            "{'stop': {'line': 3}} | /stop | file", "{'stop': {'pc': 1, 'offset': 2}} | /stop/offset | beside",
            "{'stop': {'trap': false}} | /stop/trap | true", "{'stop': {'pc': 1, 'hits': 0}} | /stop/hits | from 1",
            "{'calls': [], 'steps': []} | /steps | not both", "{'calls': {}} | /calls | array",
            "{'calls': [{}]} | /calls/0 | function", "{'calls': [{'function': ''}]} | /calls/0/function | name",
            "{'calls': [{'function': 'f', 'pc': 1}]} | /calls/0/pc | not both",
            "{'calls': [{'function': 'f', 'arguments': 1}]} | /calls/0/arguments | array",
            "{'calls': [{'function': 'f', 'arguments': [], 'frame': ''}]} | /calls/0/frame | not both",
            "{'calls': [{'function': 'f', 'frame': '0'}]} | /calls/0/frame | pairs",
            "{'calls': [{'function': 'f', 'frameSize': -1}]} | /calls/0/frameSize | 2^64-1",
            "{'calls': [{'function': 'f', 'frameSize': 18446744073709551616}]} | /calls/0/frameSize | 2^64-1",
            "{'calls': [{'function': 'f', 'registers': {'EAX': 1}}]} | /calls/0/registers/EAX | register",
            "{'calls': [{'function': 'f', 'registers': {'RAX': '0x10000000000000000'}}]} | /calls/0/registers/RAX | 64",
            "{'calls': [{'function': 'f', 'context': null}]} | /calls/0/context | number",
            "{'calls': [{'function': 'f', 'writes': [{'at': 1}]}]} | /calls/0/writes/0 | one of",
            "{'calls': [{'function': 'f', 'writes': [{'bytes': ''}]}]} | /calls/0/writes/0 | at",
            "{'calls': [{'function': 'f', 'nested': [{}]}]} | /calls/0/nested/0 | function",
            "{'calls': [{'function': 'f', 'expect': {'exitCode': 0}}]} | /calls/0/expect/exitCode | exitCode",
            "{'calls': [{'function': 'f', 'expect': {'outcome': 'ok'}}]} | /calls/0/expect/outcome | refused",
            "{'calls': [{'function': 'f', 'expect': {'frameClass': 'debugCall33'}}]} | /calls/0/expect/frameClass | 32",
            "{'steps': [{}]} | /steps/0 | verb", "{'steps': [{'save': 'all', 'resume': {}}]} | /steps/0 | verb",
            "{'steps': [{'jump': 1}]} | /steps/0/jump | jump", "{'steps': [{'save': 'x'}]} | /steps/0/save | all",
            "{'steps': [{'save': ['x']}]} | /steps/0/save/0 | register",
            "{'steps': [{'restore': {'only': ['ST0']}}]} | /steps/0/restore/only/0 | ST0",
            "{'steps': [{'push': true}]} | /steps/0/push | number",
            "{'steps': [{'push': '*x'}]} | /steps/0/push | *(", "{'steps': [{'step': 0}]} | /steps/0/step | from 1",
            "{'steps': [{'read': {'at': 1}}]} | /steps/0/read | size",
            "{'steps': [{'read': {'at': 1, 'as': 'word', 'size': 3}}]} | /steps/0/read/size | 8",
            "{'steps': [{'write': {'at': 1, 'text': '', 'size': 3}}]} | /steps/0/write/size | value",
            "{'steps': [{'restore': {'except': [], 'only': []}}]} | /steps/0/restore/only | both",
            "{'steps': [{'expect': {}}]} | /steps/0/expect | nothing"})
    void aFaultIsShownInItsPlace(String json, String pointer, String word) {
        ScriptException e = refused(ScriptLimits.DEFAULT, json);
        assertThat(e.kind()).isEqualTo(Kind.INVALID);
        assertThat(e.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.pointer()).isEqualTo(pointer);
            assertThat(fault.detail()).contains(word);
        });
    }

    @Test
    void aFieldThatStandsTwiceIsAFault() {
        for (Map.Entry<String, String> each : Map
                .of("{'stop': {'pc': 1, 'pc': 2}}", "/stop/pc", "{'then': {}, 'then': []}",
                        "/then", "{'calls': [{'expect': {'a': {'b': 1}, 'a': {}}}]}", "/calls/0/expect/a")
                .entrySet()) {
            ScriptException e = refused(ScriptLimits.DEFAULT, each.getKey());
            assertThat(e.kind()).isEqualTo(Kind.INVALID);
            assertThat(e.faults()).singleElement().satisfies(fault -> {
                assertThat(fault.pointer()).isEqualTo(each.getValue());
                assertThat(fault.detail()).contains("twice");
            });
        }
    }

    @Test
    void allFaultsAreTold() {
        ScriptException e = refused(ScriptLimits.DEFAULT,
                "{'protocol': 9, 'calls': [{}, {'function': 'f', 'x': 1, 'y': 2}], 'events': 1}");
        assertThat(e.faults()).extracting(Fault::pointer).containsExactly("/protocol", "/calls/0", "/calls/1/x",
                "/calls/1/y", "/events");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"`` | ``", "{ | ``", "{'a': | /a", "{} {} | ``",
            "{'stop': {'pc': tru}} | /stop/pc", "{'calls': [1, +]} | /calls/1"})
    void whatIsNoJson(String json, String pointer) {
        ScriptException e = refused(ScriptLimits.DEFAULT, json);
        assertThat(e.kind()).isEqualTo(Kind.MALFORMED);
        assertThat(e.faults().getFirst().pointer()).isEqualTo(pointer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{'calls': [{'arguments': [[[[[[[[[]]]]]]]]]}]} | depth",
            "{'calls': [{'function': 'f'}, {'function': 'f'}, {'function': 'f'}, {'function': 'f'}]} | calls",
            "{'calls': [{'call': false, 'nested': [{'call': false}, {'call': false}, {'call': false}]}]} | calls",
            "{'calls': [{'call': false, 'nested': [{'call': false, 'nested': [{'call': false}]}]}]} | nesting",
            "{'calls': [{'function': 'f', 'arguments': [1, 2, 3, 4, 5]}]} | items",
            "{'calls': [{'function': 'f', 'retries': 3}]} | retries",
            "{'calls': [{'function': 'f', 'frame': '0102030405'}]} | writeBytes",
            "{'steps': [{'push': 1}, {'push': 1}, {'push': 1}, {'push': 1}]} | steps",
            "{'steps': [{'step': 11}]} | instructions",
            "{'steps': [{'write': {'at': 1, 'text': 'hallo'}}]} | writeBytes",
            "{'steps': [{'read': {'at': 1, 'size': 5}}]} | writeBytes",
            "{'stop': {'function': '12345678901234567890123456789012345678901'}} | textLength"})
    void everythingIsBounded(String json, String limit) {
        ScriptException e = refused(SMALL, json);
        assertThat(e.kind()).isEqualTo(Kind.LIMIT);
        assertThat(e.limit()).contains(limit);
    }

    @Test
    void theTextItselfIsBounded() {
        assertThat(refused(SMALL, " ".repeat(2001)).limit()).contains("bytes");
        assertThat(refused(SMALL, "[" + "1,".repeat(400) + "1]").limit()).contains("tokens");
        assertThat(refused(SMALL, "{'" + "n".repeat(50) + "': 1}").limit()).contains("textLength");
    }
}

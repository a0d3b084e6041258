package dev.whereabouts.ssa.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.whereabouts.amd64.register.RegisterFile;
import dev.whereabouts.ssa.model.Function;
import dev.whereabouts.ssa.model.OwnOp;
import dev.whereabouts.ssa.model.SameFunction;
import dev.whereabouts.ssa.op.OpTable;
import dev.whereabouts.ssa.problem.ChangedLimits;
import dev.whereabouts.ssa.problem.Fault;
import dev.whereabouts.ssa.problem.InputException;
import dev.whereabouts.ssa.problem.InputException.Kind;
import dev.whereabouts.ssa.problem.Limits;
import dev.whereabouts.ssa.problem.Place;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionReaderTest {

    /** One of everything. */
    private static final String SAMPLE = """
        {"name": "main.f", "entry": 1, "codeSize": 3, "code": "0f1fC3", "optimized": true, "closureVariable": 1,
         "variables": [{"name": "a", "class": "param", "type": "string", "size": 16, "cfaOffset": 8},
                       {"name": ".closureptr", "class": "auto", "type": "*int", "size": 8, "cfaOffset": -24}],
         "slots": [{"variable": 0, "type": "string", "size": 16},
                   {"variable": 0, "type": "int", "size": 8, "offset": 8, "splitOf": 0, "splitOffset": 8}],
         "names": [{"slot": 1, "values": [2, 99]}],
         "params": [{"variable": 0, "pieces": [{"type": "int", "size": 8, "offset": 0, "register": "BX", "padding": 4}]},
                    {"variable": 1}],
         "blocks": [
           {"id": 1, "kind": "If", "succs": [5, 5], "pc": 0, "values": [
             {"id": 2, "op": "Arg", "type": "string", "size": 16, "aux": {"variable": 0, "offset": 8},
              "home": {"variable": 0, "offset": -8}, "pc": 1, "line": 7},
             {"id": 3, "op": "MOVQconst", "type": "int", "auxInt": -5, "home": "AX", "pc": 2}]},
           {"id": 5, "kind": "Ret", "preds": [1, 1], "pc": 2, "values": [
             {"id": 8, "op": "FancyCall", "type": "int,mem", "args": [3, 2], "home": ["AX", "<nil>"], "pc": 3,
              "zeroWidth": false, "call": true, "clobbers": ["AX", "X0"]}]}],
         "instructions": [{"pc": 0, "line": 7}, {"pc": 2}]}
        """;

    private final FunctionReader reader = new FunctionReader(Limits.DEFAULT);

    private Function read(String json) {
        return reader.read(json.getBytes(StandardCharsets.UTF_8));
    }

    private InputException refused(String json) {
        return catchThrowableOfType(InputException.class, () -> read(json));
    }

    private static List<String> pointers(InputException refused) {
        return refused.faults().stream().map(Fault::place).map(place -> ((Place.Pointer) place).pointer()).toList();
    }

    @Test
    void everyFieldIsRead() {
        Function f = read(SAMPLE);

        assertThat(f.name()).isEqualTo("main.f");
        assertThat(f.entry()).isZero();
        assertThat(f.codeSize()).isEqualTo(3);
        assertThat(f.code()).containsExactly(0x0f, 0x1f, 0xc3);
        assertThat(f.optimized()).isTrue();
        assertThat(f.closureVariable()).isEqualTo(1);
        assertThat(f.variables().get(1).cfaOffset()).isEqualTo(-24);
        assertThat(f.variables().get(0).isParameter()).isTrue();
        assertThat(f.slots().get(1).splitOf()).isZero();
        assertThat(f.slots().get(1).splitOffset()).isEqualTo(8);
        assertThat(f.nameValueId(1)).isEqualTo(99);
        assertThat(f.parameters().get(0).pieces().getFirst().padding()).isEqualTo(4);
        assertThat(f.parameters().get(0).pieces().getFirst().register()).isEqualTo(RegisterFile.idOf("BX"));
        assertThat(f.parameters().get(1).pieces()).isEmpty();
        assertThat(f.blockKind(0)).isEqualTo("If");
        assertThat(f.home(0)).isEqualTo(Function.HOME_STACK);
        assertThat(f.homeOffset(0)).isEqualTo(-8);
        assertThat(f.auxOffset(0)).isEqualTo(8);
        assertThat(f.line(0)).isEqualTo(7);
        assertThat(f.line(1)).isEqualTo(Function.UNKNOWN);
        assertThat(f.auxInt(1)).isEqualTo(-5);
        assertThat(f.home(1)).isEqualTo(RegisterFile.idOf("AX"));
        assertThat(f.homeTuple(2)).containsExactly(RegisterFile.idOf("AX"), Function.HOME_NONE);
        assertThat(f.ownOp(-1 - f.op(2))).isEqualTo(new OwnOp(OpTable.NONE, "FancyCall", true, false, true,
                1L << RegisterFile.idOf("AX") | 1L << RegisterFile.idOf("X0")));
        assertThat(f.arg(0)).isEqualTo(1);
        assertThat(f.instructionLine(0)).isEqualTo(7);
        assertThat(f.instructionLine(1)).isEqualTo(Function.UNKNOWN);
    }

    @Test
    void everyFieldIsWritten() {
        Function f = read(SAMPLE);
        SameFunction.assertSame(reader.read(FunctionJsonCorpusTest.write(f)), f);
    }

    @Test
    void theLeastThatAFunctionIs() {
        Function f = read("{\"name\":\"\",\"entry\":0,\"blocks\":[{\"id\":0,\"kind\":\"Exit\"}]}");

        assertThat(f.codeSize()).isEqualTo(Function.UNKNOWN);
        assertThat(f.optimized()).isTrue();
        assertThat(f.hasPcs()).isFalse();
        assertThat(f.values()).isZero();
        SameFunction.assertSame(reader.read(FunctionJsonCorpusTest.write(f)), f);
    }

    @Test
    void numbersMayBeHexadecimal() {
        Function f = read(SAMPLE.replace("\"auxInt\": -5", "\"auxInt\": \"0x8000000000000001\"")
                .replace("\"cfaOffset\": 8", "\"cfaOffset\": \"0x8\"").replace("\"id\": 3", "\"id\": \"0x3\""));

        assertThat(f.auxInt(1)).isEqualTo(Long.MIN_VALUE + 1);
        SameFunction.assertSame(read(SAMPLE.replace("\"auxInt\": -5", "\"auxInt\": -9223372036854775807")), f);
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775808", "-9223372036854775809", "1.5", "1e3", "1.0", "true", "\"12\"",
            "\"0x\"", "\"0x10000000000000000\"", "\"0xg\"", "\"-0x1\"", "[1]", "{\"a\":{}}", "null"})
    void whatIsNoWholeNumberOf64Bits(String number) {
        InputException refused = refused(SAMPLE.replace("\"auxInt\": -5", "\"auxInt\": " + number));

        assertThat(refused.kind()).isEqualTo(Kind.INVALID);
        assertThat(pointers(refused)).containsExactly("/blocks/0/values/1/auxInt");
        assertThat(refused.faults().getFirst().detail()).startsWith("expected a whole number");
    }

    @Test
    void aNumberOfAMillionDigitsIsNoWorkToRefuse() {
        InputException refused = refused(SAMPLE.replace("\"auxInt\": -5", "\"auxInt\": " + "9".repeat(1_000_000)));
        assertThat(pointers(refused)).containsExactly("/blocks/0/values/1/auxInt");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        "id": 3            | "id": -1               | /blocks/0/values/1/id
        "id": 3            | "id": 2147483648       | /blocks/0/values/1/id
        "id": 3            | "id": 2                | /blocks/0/values/1/id /blocks/1/values/0/args/0
        "id": 3,           |                        | /blocks/0/values/1/id
        "op": "MOVQconst", |                        | /blocks/0/values/1/op
        "op": "MOVQconst"  | "op": null             | /blocks/0/values/1/op
        "op": "MOVQconst"  | "ob": "MOVQconst"      | /blocks/0/values/1/ob /blocks/0/values/1/op
        "home": "AX"       | "home": "RAX"          | /blocks/0/values/1/home
        "home": "AX"       | "home": 1              | /blocks/0/values/1/home
        "home": "AX"       | "home": {"offset": 1}  | /blocks/0/values/1/home/variable
        "home": "AX"       | "home": {"variable": 2}| /blocks/0/values/1/home/variable
        "<nil>"            | "nil"                  | /blocks/1/values/0/home/1
        "<nil>"            | null                   | /blocks/1/values/0/home/1
        "args": [3, 2]     | "args": [3, 4]         | /blocks/1/values/0/args/1
        "args": [3, 2]     | "args": [3, "x"]       | /blocks/1/values/0/args/1
        "args": [3, 2]     | "args": 3              | /blocks/1/values/0/args
        "zeroWidth": false, |                       | /blocks/1/values/0/zeroWidth
        "zeroWidth": false | "zeroWidth": 0         | /blocks/1/values/0/zeroWidth
        ["AX", "X0"]       | ["AX", "X99"]          | /blocks/1/values/0/clobbers/1
        ["AX", "X0"]       | "AX"                   | /blocks/1/values/0/clobbers
        "pc": 3            | "pc": -1               | /blocks/1/values/0/pc
        "pc": 3            | "pc": 20               | /blocks/1/values/0/pc
        "preds": [1, 1]    | "preds": [1]           | /blocks/1/preds
        "preds": [1, 1]    | "preds": [1, 1, 1]     | /blocks/1/preds/2
        "preds": [1, 1]    | "preds": [1, 3]        | /blocks/1/preds/1
        "kind": "If"       | "kind": ["If"]         | /blocks/0/kind
        "kind": "If",      |                        | /blocks/0/kind
        "entry": 1         | "entry": 2             | /entry
        "entry": 1,        |                        | /entry
        "name": "main.f",  |                        | /name
        "codeSize": 3      | "codeSize": 4          | /code
        "0f1fC3"           | "0f1f"                 | /code
        "0f1fC3"           | "0f1fc"                | /code
        "0f1fC3"           | "0f1fcg"               | /code
        "optimized": true  | "optimized": "yes"     | /optimized
        "closureVariable": 1 | "closureVariable": 2 | /closureVariable
        "class": "auto",   |                        | /variables/1/class
        "cfaOffset": -24   | "cfaOffset": 3000000000 | /variables/1/cfaOffset
        "size": 8, "cfaOffset" | "size": -1, "cfaOffset" | /variables/1/size
        "offset": 8, "splitOf" | "offset": -1, "splitOf" | /slots/1/offset
        "splitOf": 0       | "splitOf": 1           | /slots/1/splitOf
        "splitOf": 0       | "splitOf": -1          | /slots/1/splitOf
        "slot": 1          | "slot": 2              | /names/0/slot
        "slot": 1,         |                        | /names/0/slot
        "slot": 1          | "slot": 1, "a/b~": 1   | /names/0/a~1b~0
        "register": "BX"   | "register": "BL"       | /params/0/pieces/0/register
        "register": "BX",  |                        | /params/0/pieces/0/register
        "padding": 4       | "padding": 4, "padding": 4 | /params/0/pieces/0/padding
        {"variable": 1}    | 1                      | /params/1
        {"pc": 2}          | {"pc": 9, "line": -2}  | /instructions/1/line
        {"pc": 2}          | {"pc": 99}             | /instructions/1/pc
        "instructions"     | "instruction"          | /instruction
        """)
    void eachFaultHasItsPointer(String right, String wrong, String expected) {
        assertThat(SAMPLE).contains(right);
        InputException refused = refused(SAMPLE.replaceFirst(Pattern.quote(right),
                Matcher.quoteReplacement(wrong == null ? "" : wrong)));

        assertThat(refused.kind()).isEqualTo(Kind.INVALID);
        assertThat(pointers(refused)).containsExactly(expected.split(" "));
        assertThat(refused.faults()).allSatisfy(fault -> assertThat(fault.detail()).isNotBlank());
    }

    @Test
    void severalFaultsAreToldAtOnce() {
        assertThat(pointers(refused(SAMPLE.replace("\"AX\"", "\"EAX\"").replace("\"type\"", "\"typ\""))))
                .contains("/variables/0/typ", "/blocks/0/values/1/home", "/blocks/1/values/0/clobbers/0");
    }

    @Test
    void noMoreThanTwentyFaults() {
        assertThat(refused("{\"x\":1" + ",\"x\":1".repeat(1000) + "}").faults()).hasSize(20);
    }

    @Test
    void whatAFieldMayBeIsSaid() {
        assertThat(refused(SAMPLE.replace("\"slot\"", "\"slots\"")).faults().getFirst().detail())
                .isEqualTo("unknown field \"slots\": the fields here are slot, values");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        ``                          | ``      | there is no JSON: the input is empty
        ` `                         | ``      | there is no JSON: the input is empty
        {"name": "f"                | /name   | the JSON ends at line 1, column 13 before it is complete
        {"blocks": [{"id": 1}, {"id | /blocks/1 | the JSON ends at line 1, column 28 before it is complete
        {"blocks": [{"id": 1}, x    | /blocks/1 | this is no JSON at line 1, column 24
        {"blocks": [{"id": 1} {     | /blocks/1 | this is no JSON at line 1, column 23
        {"entry": 01}               | /entry  | this is no JSON at line 1, column 12
        {"entry": +1}               | /entry  | this is no JSON at line 1, column 12
        {"entry": NaN}              | /entry  | this is no JSON at line 1, column 14
        {'entry': 1}                | ``      | this is no JSON at line 1, column 2
        {"name": "\\x"}             | /name   | this is no JSON at line 1, column 12
        {"entry": 1,}               | /entry  | this is no JSON at line 1, column 13
        """)
    void whatIsNoJsonSaysWhereItBreaks(String json, String pointer, String detail) {
        InputException refused = refused(json);

        assertThat(refused.kind()).isEqualTo(Kind.MALFORMED);
        assertThat(refused.faults()).containsExactly(new Fault(new Place.Pointer(pointer), detail));
    }

    @Test
    void linesAreCounted() {
        assertThat(refused("{\n \"name\": \"f\",\n  oops}").faults().getFirst().detail())
                .isEqualTo("this is no JSON at line 3, column 3");
    }

    @Test
    void nothingMayFollow() {
        assertThat(refused(SAMPLE + "{}").kind()).isEqualTo(Kind.MALFORMED);
        assertThat(refused(SAMPLE + "x").kind()).isEqualTo(Kind.MALFORMED);
        assertThat(read(SAMPLE + "\n \t").values()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "1", "\"f\"", "null", "true"})
    void whatIsNoObject(String json) {
        InputException refused = refused(json);
        assertThat(refused.kind()).isEqualTo(Kind.INVALID);
        assertThat(pointers(refused)).containsExactly("");
    }

    @Test
    void bytesThatAreNoText() {
        byte[] broken = SAMPLE.getBytes(StandardCharsets.ISO_8859_1);
        broken[SAMPLE.indexOf("main.f")] = (byte) 0xff;

        InputException refused = catchThrowableOfType(InputException.class, () -> reader.read(broken));

        assertThat(refused.kind()).isEqualTo(Kind.MALFORMED);
        assertThat(pointers(refused)).containsExactly("/name");
    }

    /** The beginning of text in UTF-32 with an order of bytes that nobody supports. */
    @Test
    void bytesInAStrangeEncoding() {
        InputException refused = catchThrowableOfType(InputException.class,
                () -> reader.read(new byte[]{0, 0, (byte) 0xff, (byte) 0xfe, 0, 0}));
        assertThat(refused.kind()).isEqualTo(Kind.MALFORMED);
    }

    @Test
    void depthIsBounded() {
        InputException refused = refused("{\"name\":" + "[".repeat(100_000));

        assertThat(refused.kind()).isEqualTo(Kind.LIMIT);
        assertThat(refused.limit()).isEqualTo("jsonDepth");
        assertThat(refused("{\"other\":" + "{\"a\":".repeat(100_000)).limit()).isEqualTo("jsonDepth");
    }

    @Test
    void textIsBounded() {
        String tooLong = "x".repeat(Limits.DEFAULT.textLength() + 1);

        assertThat(refused("{\"name\":\"" + tooLong + "\"}").limit()).isEqualTo("textLength");
        assertThat(refused("{\"" + tooLong + "\":1}").limit()).isEqualTo("textLength");
        assertThat(read(SAMPLE.replace("main.f", tooLong.substring(1))).name()).hasSize(Limits.DEFAULT.textLength());
    }

    @Test
    void aLongUnknownNameIsNotRepeated() {
        InputException refused = refused("{\"" + "x".repeat(1000) + "\": {\"y\": }}");
        assertThat(pointers(refused)).containsExactly("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"variables", "slots", "nameReferences", "values", "blocks", "arguments"})
    void countsAreBounded(String limit) {
        FunctionReader one = new FunctionReader(ChangedLimits.of(limit, 1));
        InputException refused = catchThrowableOfType(InputException.class,
                () -> one.read(SAMPLE.getBytes(StandardCharsets.UTF_8)));

        assertThat(refused.kind()).isEqualTo(Kind.LIMIT);
        assertThat(refused.limit()).isEqualTo(limit);
    }

    @Test
    void bytesAreBounded() throws IOException {
        byte[] json = SAMPLE.getBytes(StandardCharsets.UTF_8);

        assertThat(new FunctionReader(ChangedLimits.of("functionBytes", json.length)).read(json).values()).isEqualTo(3);
        assertThat(catchThrowableOfType(InputException.class,
                () -> new FunctionReader(ChangedLimits.of("functionBytes", json.length - 1)).read(json)).limit())
                .isEqualTo("functionBytes");
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return ' ';
            }
        };
        assertThat(catchThrowableOfType(InputException.class,
                () -> new FunctionReader(ChangedLimits.of("functionBytes", 1 << 20)).read(endless)).limit())
                .isEqualTo("functionBytes");
    }

    @Test
    void aStreamThatFailsIsNoFaultOfTheInput() {
        InputStream failing = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("reset by peer");
            }
        };
        assertThat(catchThrowableOfType(IOException.class, () -> reader.read(failing))).hasMessage("reset by peer");
    }

    @Test
    void aReaderGoesOnAfterAFault() throws IOException {
        Function expected = read(SAMPLE);
        refused(SAMPLE.replace("\"id\": 3", "\"id\": 2"));
        refused(SAMPLE.substring(0, SAMPLE.length() / 2));
        SameFunction.assertSame(reader.read(new ByteArrayInputStream(SAMPLE.getBytes(StandardCharsets.UTF_8))),
                expected);
    }
}

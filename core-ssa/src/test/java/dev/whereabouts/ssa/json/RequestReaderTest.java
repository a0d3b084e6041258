package dev.whereabouts.ssa.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.whereabouts.amd64.register.GoVersion;
import dev.whereabouts.ssa.dwarf.ListForm;
import dev.whereabouts.ssa.json.LoclistsOptions.Include;
import dev.whereabouts.ssa.problem.ChangedLimits;
import dev.whereabouts.ssa.problem.Fault;
import dev.whereabouts.ssa.problem.InputException;
import dev.whereabouts.ssa.problem.InputException.Kind;
import dev.whereabouts.ssa.problem.Limits;
import dev.whereabouts.ssa.problem.Place;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestReaderTest {

    private static final String FUNCTION = "{\"name\":\"f\",\"entry\":0,\"blocks\":[{\"id\":0,\"kind\":\"Exit\"}]}";

    private static LoclistsRequest read(String json, Limits limits) throws IOException {
        return new RequestReader(limits).read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }

    private static LoclistsRequest read(String json) throws IOException {
        return read(json, Limits.DEFAULT);
    }

    private static InputException refused(String json) {
        return catchThrowableOfType(InputException.class, () -> read(json));
    }

    private static List<String> pointers(InputException refused) {
        return refused.faults().stream().map(Fault::place).map(place -> ((Place.Pointer) place).pointer()).toList();
    }

    @Test
    void allButTheFunctionsMayBeLeftOut() throws IOException {
        LoclistsRequest request = read("{\"functions\":[" + FUNCTION + "," + FUNCTION + "]}");

        assertThat(request.functions()).hasSize(2);
        assertThat(request.options()).isEqualTo(LoclistsOptions.DEFAULT).isEqualTo(LoclistsOptions.ofQuery(Map.of()));
        assertThat(request.options().go()).isEqualTo(GoVersion.NEWEST);
        assertThat(request.options().form()).isEqualTo(new ListForm.Loclists(0));
        assertThat(request.options().include()).containsExactlyInAnyOrder(Include.ENTRIES, Include.CHECKS);
        assertThat(request.options().analysis().passes()).isZero();
        assertThat(request.options().analysis().pointerSize()).isEqualTo(8);
    }

    @Test
    void aParameterWinsOverTheSameOption() throws IOException {
        String json = "{\"go\": \"1.19\", \"passes\": 3, \"functions\":[" + FUNCTION + "]}";
        LoclistsOptions options = new RequestReader(Limits.DEFAULT)
                .read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), Map.of("go", "1.26")).options();

        assertThat(options).isEqualTo(LoclistsOptions.ofQuery(Map.of("go", "1.26", "passes", "3")));
    }

    @Test
    void optionsMayFollowTheFunctions() throws IOException {
        LoclistsRequest request = read("{\"pointerSize\": 4, \"functions\":[" + FUNCTION + "],"
                + "\"go\": \"go1.24.3\", \"arch\": \"amd64\", \"dwarf\": 5, \"baseAddressIndex\": 7, \"passes\": 3,"
                + "\"include\": [\"coverage\", \"explanations\", \"trace\"]}");

        assertThat(request.options()).isEqualTo(LoclistsOptions.ofQuery(Map.of("pointerSize", "4", "go", "1.24", "arch",
                "amd64", "dwarf", "5", "baseAddressIndex", "7", "passes", "3", "include",
                "coverage,explanations,trace")));
        assertThat(request.options().go()).isEqualTo(new GoVersion(24));
        assertThat(request.options().form()).isEqualTo(new ListForm.Loclists(7));
        assertThat(request.options().analysis().passes()).isEqualTo(3);
        assertThat(request.options().analysis().pointerSize()).isEqualTo(4);
        assertThat(request.options().include()).containsExactlyInAnyOrder(Include.COVERAGE, Include.EXPLANATIONS,
                Include.TRACE);
    }

    @ParameterizedTest
    @CsvSource({"1.19, 4", "1.24, 4", "1.25, 5", "go1.26rc1, 5"})
    void theDefaultOfDwarfIsThatOfTheCompiler(String go, int dwarf) throws IOException {
        assertThat(read("{\"functions\":[],\"go\":\"" + go + "\"}").options().dwarf()).isEqualTo(dwarf);
        assertThat(LoclistsOptions.ofQuery(Map.of("go", go)).dwarf()).isEqualTo(dwarf);
    }

    @Test
    void theFormOfDwarf4() throws IOException {
        assertThat(read("{\"dwarf\":4,\"functions\":[]}").options().form()).isEqualTo(new ListForm.Loc(8, 0));
        assertThat(read("{\"dwarf\":4,\"baseAddressEntry\":false,\"functions\":[]}").options().form())
                .isEqualTo(new ListForm.UnitLoc(8, 0));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        "go": "1.18"                    | /go        | Go 1.18 is not supported: the rules of 1.19 to 1.26 are known
        "go": "golang"                  | /go        | not a Go version: expected something like 1.26 or go1.26.8
        "go": 1.26                      | /go        | expected a string
        "arch": "arm64"                 | /arch      | the only arch is amd64
        "dwarf": 3                      | /dwarf     | dwarf is 4 or 5
        "baseAddressIndex": -1          | /baseAddressIndex | expected a whole number from 0 to 2147483647, or the same as "0x…"
        "pointerSize": 16               | /pointerSize | pointerSize is 8 or 4 bytes
        "passes": 1001                  | /passes    | passes is 0, which is as many as are needed, to 1000
        "include": ["entries", "x"]     | /include/1 | an answer may include checks, coverage, entries, explanations, trace
        "include": "entries"            | /include   | expected an array
        "dwarf": 5, "dwarf": 5          | /dwarf     | the field "dwarf" is there twice
        "types": {}                     | /types     | unknown field "types": the fields here are go, arch, dwarf, baseAddressIndex, baseAddressEntry, include, pointerSize, passes, functions
        """)
    void eachFaultHasItsPointer(String field, String pointer, String detail) {
        InputException refused = refused("{\"functions\":[]," + field + "}");

        assertThat(refused.kind()).isEqualTo(Kind.INVALID);
        assertThat(refused.faults()).containsExactly(new Fault(new Place.Pointer(pointer), detail));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        go               | 2         | /go               | not a Go version: expected something like 1.26 or go1.26.8
        dwarf            | five      | /dwarf            | expected a whole number
        dwarf            | 6         | /dwarf            | dwarf is 4 or 5
        baseAddressIndex | 3000000000 | /baseAddressIndex | a base address index is a number from 0 to 2147483647
        baseAddressEntry | 1         | /baseAddressEntry | expected true or false
        pointerSize      | ``        | /pointerSize      | expected a whole number
        passes           | 9999999999999999999 | /passes | expected a whole number
        include          | entries,  | /include          | an answer may include checks, coverage, entries, explanations, trace
        types            | main.T    | /types            | expected types with their sizes in bytes, such as main.T=24,main.U=8
        types            | =3        | /types            | expected types with their sizes in bytes, such as main.T=24,main.U=8
        a/b              | 1         | /a~1b             | unknown parameter: the parameters here are go, arch, dwarf, baseAddressIndex, baseAddressEntry, include, pointerSize, passes, types
        """)
    void eachParameterThatIsWrongIsNamed(String name, String value, String pointer, String detail) {
        InputException refused = catchThrowableOfType(InputException.class,
                () -> LoclistsOptions.ofQuery(Map.of(name, value)));

        assertThat(refused.kind()).isEqualTo(Kind.INVALID);
        assertThat(refused.faults()).containsExactly(new Fault(new Place.Pointer(pointer), detail));
    }

    @Test
    void typesMayHaveCommasAndEqualsSigns() {
        assertThat(LoclistsOptions.ofQuery(Map.of("types", "main.T=24,main.Pair[int,string]=32,func(a, b int)=8"))
                .types()).isEqualTo(Map.of("main.T", 24L, "main.Pair[int,string]", 32L, "func(a, b int)", 8L));
        assertThat(LoclistsOptions.ofQuery(Map.of("types", "struct{a int \"x=y\"}=8")).types())
                .isEqualTo(Map.of("struct{a int \"x=y\"}", 8L));
        assertThat(LoclistsOptions.ofQuery(Map.of("types", "", "include", "")).include()).isEmpty();
    }

    @Test
    void faultsOfFunctionsCountFromTheRequest() {
        assertThat(pointers(
                refused("{\"functions\":[" + FUNCTION + "," + FUNCTION.replace("\"id\":0", "\"id\":1") + "]}")))
                .containsExactly("/functions/1/entry");
        assertThat(pointers(
                refused("{\"functions\":[" + FUNCTION + "," + FUNCTION.replace("\"id\":0", "\"id\":[]") + "]}")))
                .containsExactly("/functions/1/blocks/0/id");
        assertThat(pointers(refused("{\"functions\":[" + FUNCTION + "," + FUNCTION.replace("\"id\":0", "id") + "]}")))
                .containsExactly("/functions/1/blocks/0");
        assertThat(pointers(refused("{\"functions\":[3]}"))).containsExactly("/functions/0");
    }

    @Test
    void functionsAreRequired() {
        assertThat(pointers(refused("{\"go\":\"1.26\"}"))).containsExactly("/functions");
        assertThat(pointers(refused("{\"functions\":{}}"))).containsExactly("/functions");
        assertThat(pointers(refused("[]"))).containsExactly("");
        assertThat(refused("{\"functions\":[]").kind()).isEqualTo(Kind.MALFORMED);
        assertThat(refused("{\"functions\":[]}{}").kind()).isEqualTo(Kind.MALFORMED);
    }

    @Test
    void limits() throws IOException {
        Limits two = ChangedLimits.of(Map.of("functions", 2L, "functionBytes", 100L));
        String three = "{\"functions\":[" + FUNCTION + "," + FUNCTION + "," + FUNCTION + "]}";

        assertThat(read(three.replaceFirst("},", "}").replaceFirst("\\{\"name.*?}]}", ""), two).functions()).hasSize(2);
        assertThat(catchThrowableOfType(InputException.class, () -> read(three, two)).limit()).isEqualTo("functions");
        assertThat(catchThrowableOfType(InputException.class,
                () -> read("{\"functions\":[" + " ".repeat(20_000) + "]}", two)).limit()).isEqualTo("functionBytes");
    }
}

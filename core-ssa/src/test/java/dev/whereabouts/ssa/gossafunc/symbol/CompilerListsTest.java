package dev.whereabouts.ssa.gossafunc.symbol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whereabouts.ssa.analysis.Boundary;
import dev.whereabouts.ssa.gossafunc.GoCompiler;
import dev.whereabouts.ssa.gossafunc.listing.BlockLayout;
import dev.whereabouts.ssa.gossafunc.listing.Placement;
import dev.whereabouts.ssa.gossafunc.listing.SingleDump;
import dev.whereabouts.ssa.gossafunc.symbol.CompilerLists.Agreement;
import dev.whereabouts.ssa.dwarf.DebugLoclists;
import dev.whereabouts.ssa.dwarf.ListContent;
import dev.whereabouts.ssa.dwarf.ListEntry;
import dev.whereabouts.ssa.problem.Place;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The lists that the compiler logs before it knows PCs, given the PCs that the placement found, are the lists that it wrote in the end.
 * Neither side is computed by this project's analysis, so each proves the other: the PCs, and the reading of the compiler's lists.
 */
class CompilerListsTest {

    private static final String FLAGS = "-d=locationlists=2 -c=1 -S -S";

    /** {@code DW_OP_deref}: variables on the heap get a list that the analysis does not make. */
    private static final byte DEREF = 0x06;

    @ParameterizedTest
    @CsvSource({"add, 2", "leaf, 1", "shadow, 5", "join, 6", "zero, 2", "forever, 1", "deferred, 1", "choose, 1",
            "copies, 1", "parts, 3",
            "escapes, 1", "largest[go.shape.int], 2", "closes, 1", "closes.func1, 0", "unused, 2", "(*point).move, 2",
            "point.area, 1",
            "generics, 0"})
    void writtenListsHaveThePlacementsPcs(String function, int atLeast, @TempDir Path directory) throws IOException {
        check(compile(directory, function, FLAGS), atLeast);
    }

    /** Without optimisation the compiler logs no lists; but whatever PCs it wrote are those of some value, or the function's ends. */
    @ParameterizedTest
    @ValueSource(strings = {"add", "shadow", "join", "zero", "deferred", "copies", "parts", "closes.func1",
            "(*point).move"})
    void writtenBoundariesAreOfValuesWithoutOptimisation(String function, @TempDir Path directory) throws IOException {
        SingleDump dump = compile(directory, function, FLAGS + " -N -l");
        Placement placement = Placement.of(dump.genssa(), dump.listings(), dump.layout());
        Set<Long> known = new HashSet<>(Set.of(0L, (long) placement.codeSize()));
        int values = dump.layout().stream().mapToInt(block -> block.values().size()).sum();
        IntStream.range(0, values).forEach(value -> known.add((long) placement.valuePc(value)));

        for (CompilerVariable variable : read(dump).variables()) {
            if (variable.location() instanceof CompilerLocation.Listed(byte[] bytes)) {
                ListContent content = DebugLoclists.decode(bytes, 0, Long.BYTES).orThrow(new Place.Pointer(""));
                assertThat(content.end()).isEqualTo(bytes.length);
                assertThat(content.entries()).hasSizeGreaterThan(1).first()
                        .isEqualTo(new ListEntry.BaseAddressIndex(0));
                for (ListEntry entry : content.entries().subList(1, content.entries().size())) {
                    ListEntry.OffsetPair pair = (ListEntry.OffsetPair) entry;
                    assertThat(known).as(variable.name()).contains(pair.begin(), pair.end());
                }
            }
        }
    }

    private static SingleDump compile(Path directory, String function, String flags) throws IOException {
        GoCompiler compiler = GoCompiler.orSkip();
        try (InputStream source = CompilerListsTest.class
                .getResourceAsStream("/dev/whereabouts/ssa/gossafunc/sample.go")) {
            return SingleDump.of(compiler.compile(directory, new String(source.readAllBytes(), StandardCharsets.UTF_8),
                    function + "+", flags));
        }
    }

    private static void check(SingleDump dump, int atLeast) {
        CompilerLists written = read(dump);
        Placement placement = Placement.of(dump.genssa(), dump.listings(), dump.layout());
        List<String> names = new ArrayList<>();
        List<byte[]> lists = new ArrayList<>();
        for (String logged : dump.logged()) {
            names.add(logged.substring(0, logged.indexOf(' ')));
            String hex = logged.substring(logged.indexOf('"') + 1, logged.lastIndexOf('"'));
            lists.add(withPcs(HexFormat.of().parseHex(hex), dump.layout(), placement));
        }

        List<Agreement> agreements = written.compare(names, lists);

        assertThat(agreements).doesNotContain(Agreement.DIFFERENT);
        long listed = written.variables().stream()
                .filter(v -> v.location() instanceof CompilerLocation.Listed(byte[] bytes)
                        && bytes[bytes.length - 2] != DEREF)
                .count();
        assertThat(agreements.stream().filter(Agreement.SAME::equals).count()).isEqualTo(listed)
                .isGreaterThanOrEqualTo(atLeast);
    }

    static CompilerLists read(SingleDump dump) {
        String aux = "aux for " + dump.symbol();
        DumpedSymbol info = dump.symbols(h -> CompilerLists.isFunctionInfo(h) && h.name().equals(aux)).getFirst();
        DumpedSymbol lists = dump.symbols(h -> CompilerLists.isLists(h) && h.name().equals(aux)).stream().findFirst()
                .orElse(null);
        Map<String, DumpedSymbol> abstracts = dump.symbols(CompilerLists::isAbstractInstance).stream()
                .collect(Collectors.toMap(symbol -> symbol.heading().name(), Function.identity()));
        return CompilerLists.read(info, lists, abstracts);
    }

    private static byte[] withPcs(byte[] intermediate, List<BlockLayout> layout, Placement placement) {
        ByteBuffer in = ByteBuffer.wrap(intermediate).order(ByteOrder.LITTLE_ENDIAN);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(1);
        out.write(0);
        while (in.hasRemaining()) {
            int begin = pc(in.getLong(), layout, placement);
            int end = pc(in.getLong(), layout, placement);
            byte[] expression = new byte[in.getShort() & 0xFFFF];
            in.get(expression);
            out.write(4);
            leb128(begin, out);
            leb128(end, out);
            leb128(expression.length, out);
            out.writeBytes(expression);
        }
        out.write(0);
        return out.toByteArray();
    }

    private static int pc(long boundary, List<BlockLayout> layout, Placement placement) {
        int id = (int) boundary;
        if (id == Boundary.FUNCTION_END) {
            return placement.codeSize();
        }
        int value = 0;
        for (int b = 0; b < layout.size(); b++) {
            BlockLayout block = layout.get(b);
            if (block.id() == (int) (boundary >> 32)) {
                return switch (id) {
                    case Boundary.BLOCK_START -> b == 0 ? 0 : placement.blockPc(b);
                    case Boundary.BLOCK_END -> placement.valuePc(value + block.values().size() - 1);
                    default -> placement.valuePc(value + block.values().indexOf(id));
                };
            }
            value += block.values().size();
        }
        throw new AssertionError("no block for " + boundary);
    }

    private static void leb128(int number, ByteArrayOutputStream out) {
        int rest = number;
        while (rest >= 0x80) {
            out.write(rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }
}

package dev.whereabouts.ssa.gossafunc.symbol;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.whereabouts.ssa.gossafunc.DumpLine;
import dev.whereabouts.ssa.problem.InputException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Any symbols are read, or refused with at least one fault. */
class SymbolFuzzTest {

    @FuzzTest
    void symbols(byte[] bytes) {
        List<List<DumpLine>> symbols = new ArrayList<>();
        long number = 0;
        for (String text : new String(bytes, StandardCharsets.UTF_8).split("\n")) {
            DumpLine line = new DumpLine(++number, text);
            if (SymbolHeading.parse(line) != null) {
                symbols.add(new ArrayList<>());
            }
            if (!symbols.isEmpty()) {
                symbols.getLast().add(line);
            }
        }
        Map<String, DumpedSymbol> abstracts = new HashMap<>();
        DumpedSymbol lists = null;
        for (List<DumpLine> lines : symbols) {
            try {
                DumpedSymbol symbol = DumpedSymbol.read(lines);
                assertThat(symbol.bytes().length).isLessThanOrEqualTo(symbol.heading().size());
                if (CompilerLists.isFunctionInfo(symbol.heading())) {
                    check(CompilerLists.read(symbol, lists, abstracts));
                } else if (TypeLayout.isDescriptor(symbol.heading())) {
                    assertThat(TypeLayout.read(symbol).size()).isNotNegative();
                }
                lists = CompilerLists.isLists(symbol.heading()) ? symbol : lists;
                abstracts.put(symbol.heading().name(), symbol);
            } catch (InputException refused) {
                assertThat(refused.faults()).isNotEmpty();
            }
        }
    }

    /** What the compiler wrote agrees with itself. */
    private static void check(CompilerLists read) {
        List<String> names = new ArrayList<>();
        List<byte[]> lists = new ArrayList<>();
        for (CompilerVariable variable : read.variables()) {
            if (variable.location() instanceof CompilerLocation.Listed(byte[] list)) {
                names.add(variable.name());
                lists.add(list);
            }
        }
        assertThat(read.compare(names, lists)).allMatch(CompilerLists.Agreement.SAME::equals);
    }
}

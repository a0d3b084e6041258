package dev.whereabouts.ssa.analysis;

import dev.whereabouts.ssa.corpus.CorpusRecord;
import dev.whereabouts.ssa.dwarf.Decoding.Decoded;
import dev.whereabouts.ssa.dwarf.IntermediateEntry;
import dev.whereabouts.ssa.dwarf.IntermediateForm;
import dev.whereabouts.ssa.dwarf.PieceLocation;
import dev.whereabouts.ssa.model.Function;
import dev.whereabouts.ssa.problem.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Lists made of given bytes of the intermediate form, so that what reads lists can be tested without the analysis. */
public final class CompilerLists {

    private final Function function;
    private final int pointerSize;
    private final Map<Integer, Integer> valuePc = new HashMap<>();
    private final Map<Integer, Integer> blockAt = new HashMap<>();
    private final List<Integer> variables = new ArrayList<>();
    private final List<List<IntermediateEntry>> lists = new ArrayList<>();

    /** The lists of a corpus record as the compiler built them. */
    public static LocationLists of(CorpusRecord record) {
        CompilerLists lists = new CompilerLists(record.function(), 8);
        for (CorpusRecord.ExpectedList list : record.lists()) {
            lists.add(list.variable(), IntermediateForm.decode(HexFormat.of().parseHex(list.intermediate()), 8)
                    .orThrow(new Place.Pointer("")));
        }
        return lists.build();
    }

    public CompilerLists(Function function, int pointerSize) {
        this.function = function;
        this.pointerSize = pointerSize;
        for (int value = 0; value < function.values(); value++) {
            valuePc.put(function.valueId(value), function.pc(value));
        }
        for (int block = 0; block < function.blocks(); block++) {
            blockAt.put(function.blockId(block), block);
        }
    }

    public void add(int variable, List<IntermediateEntry> entries) {
        variables.add(variable);
        lists.add(entries);
    }

    /** The PC of a boundary, by the rules of the compiler: the start of the entry block is that of the function. */
    private int pc(int block, int value) {
        return switch (value) {
            case Boundary.BLOCK_START -> blockAt.get(block) == function.entry()
                    ? 0
                    : function.blockPc(blockAt.get(block));
            case Boundary.BLOCK_END -> function.pc(function.firstValue(blockAt.get(block) + 1) - 1);
            case Boundary.FUNCTION_END -> function.codeSize();
            default -> valuePc.get(value);
        };
    }

    public LocationLists build() {
        List<IntermediateEntry> all = lists.stream().flatMap(List::stream).toList();
        int[] firstEntry = new int[lists.size() + 1];
        int[] firstPart = new int[lists.size() + 1];
        List<PieceLocation> parts = new ArrayList<>();
        for (int list = 0; list < lists.size(); list++) {
            firstEntry[list + 1] = firstEntry[list] + lists.get(list).size();
            long size = function.variables().get(variables.get(list)).size();
            if (!lists.get(list).isEmpty() && lists.get(list).getFirst().expression()
                    .decode(size) instanceof Decoded<List<PieceLocation>>(List<PieceLocation> pieces)) {
                parts.addAll(pieces);
            }
            firstPart[list + 1] = parts.size();
        }
        int[] expressionStart = new int[all.size() + 1];
        for (int entry = 0; entry < all.size(); entry++) {
            expressionStart[entry + 1] = expressionStart[entry] + all.get(entry).expression().length();
        }
        byte[] expressions = new byte[expressionStart[all.size()]];
        for (int entry = 0; entry < all.size(); entry++) {
            byte[] expression = all.get(entry).expression().bytes();
            System.arraycopy(expression, 0, expressions, expressionStart[entry], expression.length);
        }
        return new LocationLists(function, pointerSize, variables.stream().mapToInt(Integer::intValue).toArray(),
                firstEntry, all.stream().mapToInt(IntermediateEntry::beginBlock).toArray(),
                all.stream().mapToInt(IntermediateEntry::beginValue).toArray(),
                all.stream().mapToInt(IntermediateEntry::endBlock).toArray(),
                all.stream().mapToInt(IntermediateEntry::endValue).toArray(),
                all.stream().mapToInt(entry -> pc(entry.beginBlock(), entry.beginValue())).toArray(),
                all.stream().mapToInt(entry -> pc(entry.endBlock(), entry.endValue())).toArray(), expressionStart,
                expressions, firstPart, parts.stream().mapToLong(PieceLocation::offset).toArray(),
                parts.stream().mapToLong(PieceLocation::size).toArray());
    }
}

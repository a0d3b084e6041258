package dev.whereabouts.ssa.analysis;

import dev.whereabouts.ssa.corpus.CorpusRecord;
import dev.whereabouts.ssa.dwarf.Decoding.Decoded;
import dev.whereabouts.ssa.dwarf.IntermediateEntry;
import dev.whereabouts.ssa.dwarf.IntermediateForm;
import dev.whereabouts.ssa.dwarf.PieceLocation;
import dev.whereabouts.ssa.model.Function;
import dev.whereabouts.ssa.problem.Place;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

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
        int[] listRows = new int[(lists.size() + 1) * LocationLists.LIST_ROW];
        int[] entryRows = new int[all.size() * LocationLists.ENTRY_ROW];
        List<PieceLocation> parts = new ArrayList<>();
        int entries = 0;
        for (int list = 0; list < lists.size(); list++) {
            long size = function.variables().get(variables.get(list)).size();
            if (!lists.get(list).isEmpty() && lists.get(list).getFirst().expression()
                    .decode(size) instanceof Decoded<List<PieceLocation>>(List<PieceLocation> pieces)) {
                parts.addAll(pieces);
            }
            entries += lists.get(list).size();
            int row = list * LocationLists.LIST_ROW;
            listRows[row + LocationLists.VARIABLE] = variables.get(list);
            listRows[row + LocationLists.LIST_ROW + LocationLists.FIRST_ENTRY] = entries;
            listRows[row + LocationLists.LIST_ROW + LocationLists.FIRST_PART] = parts.size();
        }
        ByteArrayOutputStream expressions = new ByteArrayOutputStream();
        for (int entry = 0; entry < all.size(); entry++) {
            IntermediateEntry from = all.get(entry);
            int row = entry * LocationLists.ENTRY_ROW;
            entryRows[row + LocationLists.BEGIN_BLOCK] = from.beginBlock();
            entryRows[row + LocationLists.BEGIN_VALUE] = from.beginValue();
            entryRows[row + LocationLists.END_BLOCK] = from.endBlock();
            entryRows[row + LocationLists.END_VALUE] = from.endValue();
            entryRows[row + LocationLists.BEGIN_PC] = pc(from.beginBlock(), from.beginValue());
            entryRows[row + LocationLists.END_PC] = pc(from.endBlock(), from.endValue());
            entryRows[row + LocationLists.EXPRESSION] = expressions.size();
            expressions.writeBytes(from.expression().bytes());
        }
        return new LocationLists(function, pointerSize, listRows, entryRows, expressions.toByteArray(),
                parts.stream().flatMapToLong(part -> LongStream.of(part.offset(), part.size())).toArray());
    }
}

package dev.whereabouts.ssa.gossafunc.listing;

import dev.whereabouts.ssa.gossafunc.DumpLine;
import dev.whereabouts.ssa.gossafunc.listing.GenssaInstruction.Label;
import dev.whereabouts.ssa.model.Function;
import dev.whereabouts.ssa.problem.InputException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Where the values and blocks of one function stand in its code.
 *
 * <p>A value's PC is that of the first instruction made after the value's own: the next <em>index</em>, wherever that instruction stands.
 * A value without an instruction has the PC of the next one that is made. A block starts at the next instruction that is made. Where only
 * {@code END} follows, the compiler has no PC and takes the index of {@code END} for one.
 */
public final class Placement {

    /** The first operand of the {@code PCDATA} that says which arguments are live. */
    private static final String ARGUMENT_LIVENESS = "$3, ";

    private final Listing listing;
    private final int[] blockPc;
    private final int[] valuePc;

    private Placement(Listing listing, int[] blockPc, int[] valuePc) {
        this.listing = listing;
        this.blockPc = blockPc;
        this.valuePc = valuePc;
    }

    /**
     * @param genssa   the lines of the genssa section
     * @param listings the functions of the {@code -S} listing that have the function's name, each from its {@code STEXT} line on, at least
     *                 one; the two ABIs of a function share a name, and so do the two forms of a C function
     * @param blocks   the blocks of the final function in layout order, the entry block first
     * @throws InputException where the sections are damaged or none of the listings belongs to genssa
     */
    public static Placement of(List<DumpLine> genssa, List<List<DumpLine>> listings, List<BlockLayout> blocks) {
        if (listings.isEmpty()) {
            throw new IllegalArgumentException("without a listing there are no PCs");
        }
        Genssa made = Genssa.read(genssa);
        List<Listing> candidates = new ArrayList<>();
        listings.forEach(lines -> candidates.add(Listing.read(lines)));
        int line = made.instructions().isEmpty() ? Function.UNKNOWN : made.instructions().getFirst().line();
        candidates.sort(Comparator.comparing(listing -> listing.instructions().getFirst().line() != line));
        InputException first = null;
        for (Listing listing : candidates) {
            try {
                return new Walk(made, listing, Pairing.of(made, listing)).over(blocks);
            } catch (InputException mismatch) {
                first = first == null ? mismatch : first;
            }
        }
        throw first;
    }

    /** Bytes of machine code. */
    public int codeSize() {
        return listing.codeSize();
    }

    /** A copy of the machine code before linking, or an empty array where the listing does not hold it. */
    public byte[] code() {
        return listing.code().clone();
    }

    /**
     * Bytes from the function's start to the first instruction of a block.
     *
     * @param block counted from 0 in layout order
     */
    public int blockPc(int block) {
        return blockPc[block];
    }

    /**
     * Bytes from the function's start to the first instruction after a value.
     *
     * @param value counted from 0 through all blocks in layout order
     */
    public int valuePc(int value) {
        return valuePc[value];
    }

    /** The source lines of the instructions. */
    public SourceLines sourceLines() {
        return new SourceLines(listing.instructions());
    }

    /** All instructions that have bytes, in the order in which they stand. */
    public List<Instruction> instructions() {
        List<Instruction> instructions = new ArrayList<>();
        List<ListedInstruction> all = listing.instructions();
        for (int i = 0; i < all.size(); i++) {
            ListedInstruction at = all.get(i);
            int end = i + 1 < all.size() ? all.get(i + 1).pc() : listing.codeSize();
            if (end > at.pc()) {
                instructions.add(new Instruction(at.pc(), at.file(), at.line(), at.text()));
            }
        }
        return instructions;
    }

    /** Goes through the instructions in the order of their making, as the compiler did when it noted where values end. */
    private static final class Walk {

        private final Genssa genssa;
        private final Listing listing;
        private final int[] pairs;
        private final GenssaInstruction[] byIndex;
        private final int first;
        private int at;

        Walk(Genssa genssa, Listing listing, int[] pairs) {
            this.genssa = genssa;
            this.listing = listing;
            this.pairs = pairs;
            this.byIndex = new GenssaInstruction[genssa.end()];
            for (GenssaInstruction instruction : genssa.instructions()) {
                byIndex[instruction.index()] = instruction;
            }
            while (at < byIndex.length && byIndex[at].label() instanceof Label.None) {
                at++;
            }
            this.first = at;
        }

        Placement over(List<BlockLayout> blocks) {
            int[] blockPc = new int[blocks.size()];
            int[] valuePc = new int[blocks.stream().mapToInt(block -> block.values().size()).sum()];
            int value = 0;
            for (int b = 0; b < blocks.size(); b++) {
                BlockLayout block = blocks.get(b);
                if (isForStart(at, "PCALIGNMAX")) {
                    at++;
                }
                blockPc[b] = pc();
                passArgumentLiveness();
                for (int id : block.values()) {
                    pass(new Label.Value(id));
                    valuePc[value++] = pc();
                }
                if (isForStart(at, "XCHGL")) {
                    at++;
                }
                pass(new Label.Block(block.id()));
            }
            return new Placement(listing, blockPc, valuePc);
        }

        /** The table of live arguments may change where a block starts; where it does, other tables may have to change just before. */
        private void passArgumentLiveness() {
            for (int i = at; isForStart(i, "PCDATA"); i++) {
                if (byIndex[i].operands().startsWith(ARGUMENT_LIVENESS)) {
                    at = i + 1;
                    return;
                }
            }
        }

        /**
         * Whether an instruction is one that the compiler makes for a block outside its values and its end: such have no label, but for the
         * very first one, which is always labelled.
         */
        private boolean isForStart(int index, String mnemonic) {
            return index < byIndex.length && byIndex[index].mnemonic().equals(mnemonic)
                    && (index == first || byIndex[index].label() instanceof Label.None);
        }

        private void pass(Label label) {
            while (at < byIndex.length && byIndex[at].label().equals(label)) {
                at++;
            }
        }

        private int pc() {
            return at == byIndex.length ? genssa.end() : listing.instructions().get(pairs[at]).pc();
        }
    }
}

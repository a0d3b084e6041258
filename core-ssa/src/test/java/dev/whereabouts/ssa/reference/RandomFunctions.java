package dev.whereabouts.ssa.reference;

import dev.whereabouts.amd64.register.GoVersion;
import dev.whereabouts.amd64.register.RegisterFile;
import dev.whereabouts.ssa.analysis.AnalysisOptions;
import dev.whereabouts.ssa.model.Function;
import dev.whereabouts.ssa.model.Piece;
import dev.whereabouts.ssa.sketch.FunctionSketch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Functions by lot: any number of loops, ways into them and blocks that nothing reaches; slots that share variables, offsets, registers and
 * stack homes; spills and reloads of anything; arguments in and out of place. The same seed makes the same function.
 */
public final class RandomFunctions {

    private static final List<String> RELEASES = List.of("1.19", "1.20", "1.21", "1.22", "1.23", "1.24", "1.25", "1.26",
            "1.26");
    private static final List<String> NAMES = List.of("a", "b", "c", "d", "e", "f", "~r", ".tmp", "#state", "#yield",
            "&#state", "&h", "_");
    private static final List<String> REGISTERS = List.of("AX", "CX", "BX", "DI", "SI", "R8", "DX", "X0", "X15", "SB");
    private static final List<String> PLAIN_OPS = List.of("MOVQload", "MOVQconst", "ADDQ", "Copy", "DIVQ", "SelectN");
    private static final List<String> CLOBBERING_OPS = List.of("CALLstatic", "CALLstatic", "REPMOVSQ", "LoweredWB");
    private static final List<String> WIDTHLESS_OPS = List.of("SP", "VarLive", "KeepAlive");

    /** Parts of one offset that the compiler's sort, which is not stable, keeps in order; what more would do {@code PartSortTest} shows. */
    private static final int MOST_TIES = 12;

    /** Words of a parameter, each of which may bring a part of its own, and once more where a value's size differs from the ABI's. */
    private static final int WORDS = 4;

    private final Random random;
    private final FunctionSketch sketch;
    private final AnalysisOptions options;
    private final boolean optimized;
    private final boolean ties;
    private final boolean strangeSizes;
    private final List<Integer> variables = new ArrayList<>();
    private final List<Integer> slots = new ArrayList<>();
    private final List<Integer> ids = new ArrayList<>();
    private final List<Piece> pieces = new ArrayList<>();
    private final List<Integer> variableOfPiece = new ArrayList<>();
    private int registers;
    private int nextId;

    /**
     * A function, and what to ask of it.
     *
     * @param options release, pointer size and passes
     */
    public record Drawn(Function function, AnalysisOptions options) {}

    private RandomFunctions(long seed) {
        random = new Random(seed);
        GoVersion go = GoVersion.parse(pick(RELEASES));
        options = new AnalysisOptions(go, oneIn(6) ? 4 : 8, oneIn(3) ? random.nextInt(5) : 0);
        sketch = new FunctionSketch(go);
        optimized = !oneIn(12);
        ties = !oneIn(3);
        strangeSizes = ties && oneIn(3);
        nextId = oneIn(10) ? 32_700 : 1;
    }

    public static Drawn draw(long seed) {
        return new RandomFunctions(seed).draw();
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private boolean oneIn(int chances) {
        return random.nextInt(chances) == 0;
    }

    private Drawn draw() {
        registers = 1 + random.nextInt(REGISTERS.size() - 1);
        drawVariables();
        drawSlots();
        if (!optimized) {
            sketch.unoptimized();
        }
        drawBlocks();
        if (!ids.isEmpty()) {
            drawNames();
        }
        return new Drawn(sketch.build(), options);
    }

    private void drawVariables() {
        int count = oneIn(10) ? 1 + random.nextInt(60) : 1 + random.nextInt(6);
        for (int i = 0; i < count; i++) {
            String name = pick(NAMES);
            int cfaOffset = 8 * (random.nextInt(40) - 20);
            int size = 8 * (1 + random.nextInt(WORDS));
            int index = oneIn(3)
                    ? sketch.parameter(name, size, cfaOffset, drawPieces(size / 8))
                    : sketch.variable(name, oneIn(3) ? "param" : "auto", size, cfaOffset);
            for (int piece = variableOfPiece.size(); piece < pieces.size(); piece++) {
                variableOfPiece.add(index);
            }
            variables.add(index);
        }
        if (!optimized && oneIn(3)) {
            sketch.closure(sketch.local(".closureptr", -64));
        }
    }

    private Piece[] drawPieces(int words) {
        int count = random.nextInt(words + 1);
        Piece[] drawn = new Piece[count];
        for (int i = 0; i < count; i++) {
            drawn[i] = FunctionSketch.piece(register(), 8L * i, ties && oneIn(4) ? 4 : 8, oneIn(6) ? 4 : 0);
            pieces.add(drawn[i]);
        }
        return drawn;
    }

    private void drawSlots() {
        int few = MOST_TIES - (strangeSizes ? 2 * WORDS : WORDS);
        int count = ties ? random.nextInt(few + 1) : random.nextInt(oneIn(8) ? 300 : 40);
        for (int i = 0; i < count; i++) {
            slots.add(drawSlot(pick(variables)));
        }
        List<Integer> rows = new ArrayList<>(slots);
        Collections.shuffle(rows, random);
        sketch.rows(rows.subList(0, rows.size() - (oneIn(3) ? rows.size() / 4 : 0)).stream().mapToInt(s -> s)
                .toArray());
    }

    private int drawSlot(int variable) {
        if (slots.isEmpty() || oneIn(2)) {
            return ties && oneIn(4) ? sketch.slot(variable) : sketch.part(variable, drawOffset(), pickSize());
        }
        return sketch.split(pick(slots), variable, drawOffset(), pickSize());
    }

    private long drawOffset() {
        return ties ? 4L * random.nextInt(5) : 64 + random.nextLong(1L << 32);
    }

    private int pickSize() {
        return pick(List.of(8, 8, 8, 4, 2, 1, 16));
    }

    private void drawBlocks() {
        int count = oneIn(8) ? 1 + random.nextInt(40) : 1 + random.nextInt(7);
        List<int[]> succs = new ArrayList<>();
        int backward = random.nextInt(4);
        for (int block = 0; block < count; block++) {
            succs.add(drawSuccessors(block, count, backward));
        }
        List<Integer> order = new ArrayList<>();
        for (int block = 0; block < count; block++) {
            order.add(block);
        }
        if (oneIn(3)) {
            Collections.shuffle(order.subList(oneIn(4) ? 0 : 1, count), random);
        }
        int density = oneIn(20) ? 80 : 1 + random.nextInt(9);
        int idsApart = 1 + random.nextInt(3);
        sketch.entry(idsApart);
        for (int block : order) {
            int[] to = succs.get(block);
            for (int i = 0; i < to.length; i++) {
                to[i] = (to[i] + 1) * idsApart;
            }
            sketch.block((block + 1) * idsApart, to);
            drawStart(block == 0);
            for (int i = random.nextInt(density + 1); i > 0; i--) {
                drawValue();
            }
        }
    }

    private int[] drawSuccessors(int block, int count, int backward) {
        List<Integer> to = new ArrayList<>();
        if (!oneIn(4)) {
            to.add(block + 1);
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            to.add(random.nextInt(8) < backward ? random.nextInt(count) : block + 1 + random.nextInt(3));
        }
        to.removeIf(other -> other == 0 || other >= count);
        Collections.shuffle(to, random);
        return to.stream().mapToInt(i -> i).toArray();
    }

    private FunctionSketch value(String op) {
        nextId += 1 + (oneIn(5) ? random.nextInt(4) : 0);
        ids.add(nextId);
        return sketch.value(nextId, op);
    }

    private String register() {
        return REGISTERS.get(oneIn(8) ? random.nextInt(REGISTERS.size()) : random.nextInt(registers));
    }

    private void inStack() {
        sketch.at(pick(variables), 8L * random.nextInt(3));
    }

    private void drawStart(boolean isEntry) {
        if (!isEntry) {
            for (int i = random.nextInt(4); i > 0; i--) {
                value(oneIn(4) ? pick(WIDTHLESS_OPS) : "Phi");
                if (oneIn(5)) {
                    inStack();
                } else {
                    sketch.in(register());
                }
            }
            return;
        }
        for (int i = 0; i < pieces.size(); i++) {
            if (oneIn(2)) {
                Piece piece = pieces.get(i);
                value(oneIn(6) ? "ArgFloatReg" : "ArgIntReg").aux(variableOfPiece.get(i), piece.offset())
                        .type("T", strangeSizes && oneIn(4) ? 4 : piece.size())
                        .in(RegisterFile.nameOf(piece.register()));
            }
        }
        if (oneIn(optimized ? 8 : 2)) {
            value("LoweredGetClosurePtr").in("DX");
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            if (oneIn(3)) {
                value(pick(oneIn(4) ? CLOBBERING_OPS : PLAIN_OPS)).in(register());
            }
            value("Arg");
            inStack();
        }
        int arrivals = ids.size();
        value("SP").in("SP");
        int stackPointer = nextId;
        if (!oneIn(5)) {
            value("InitMem").memory();
        }
        for (int i = 0; !optimized && i < arrivals; i++) {
            if (!oneIn(8)) {
                value("MOVQstore").memory().of(stackPointer, ids.get(i), nextId - 1 < 1 ? stackPointer : ids.getLast());
                sketch.aux(pick(variables), 0);
                if (oneIn(8)) {
                    sketch.type("uint8,mem", 0);
                }
            }
        }
    }

    private void drawValue() {
        switch (random.nextInt(12)) {
            case 0, 1 -> {
                value("StoreReg").of(pick(ids));
                inStack();
            }
            case 2, 3 -> value("LoadReg").of(pick(ids)).in(register());
            case 4 -> value("VarDef").aux(pick(variables), 0);
            case 5 -> {
                value(pick(CLOBBERING_OPS)).memory();
                if (oneIn(3)) {
                    sketch.in(register());
                } else if (oneIn(3)) {
                    sketch.in("AX", "BX");
                }
            }
            case 6 -> {
                value(pick(WIDTHLESS_OPS));
                if (oneIn(2)) {
                    sketch.in(register());
                }
            }
            case 7 -> drawOwnOrMisplaced();
            default -> {
                value(pick(PLAIN_OPS));
                if (!oneIn(8)) {
                    sketch.in(register());
                }
            }
        }
    }

    private void drawOwnOrMisplaced() {
        if (oneIn(60)) {
            value("Phi").in(register());
        } else if (oneIn(10)) {
            value("Arg");
            inStack();
        } else {
            nextId++;
            ids.add(nextId);
            sketch.own(nextId, oneIn(3) ? "Strange" : "Stranger" + random.nextInt(3), oneIn(3), register(), register());
            if (oneIn(2)) {
                sketch.in(register());
            }
        }
    }

    private void drawNames() {
        boolean twice = oneIn(10);
        for (int slot : slots) {
            List<Integer> named = new ArrayList<>(ids);
            Collections.shuffle(named, random);
            int most = oneIn(6) ? 30 : 6;
            int count = Math.min(named.size(), random.nextInt(most));
            for (int id : named.subList(0, count)) {
                sketch.name(slot, oneIn(12) ? id + 100_000 : id);
                if (twice && oneIn(3)) {
                    sketch.name(slot, id);
                }
            }
        }
    }
}

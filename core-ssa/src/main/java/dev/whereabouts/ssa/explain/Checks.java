package dev.whereabouts.ssa.explain;

import dev.whereabouts.ssa.analysis.Boundary;
import dev.whereabouts.ssa.analysis.LocationLists;
import dev.whereabouts.ssa.dwarf.PieceCursor;
import dev.whereabouts.ssa.explain.Check.Rule;
import dev.whereabouts.ssa.explain.Check.Severity;
import dev.whereabouts.ssa.model.Function;
import dev.whereabouts.ssa.model.Variable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Checks the lists of one function against every {@link Rule}; each rule is reported once per variable, with the first entry at fault. */
public final class Checks {

    private final LocationLists lists;
    private final Function function;
    private final int stackGrowth;
    private final List<Check> findings = new ArrayList<>();

    private Checks(LocationLists lists) {
        this.lists = lists;
        function = lists.function();
        stackGrowth = StackGrowth.start(function);
    }

    /** All findings, in order of list and rule. */
    public static List<Check> of(LocationLists lists) {
        Checks checks = new Checks(lists);
        for (int list = 0; list < lists.lists(); list++) {
            checks.pieces(list);
            checks.overlaps(list);
            checks.order(list);
            checks.entry(list);
            checks.tail(list);
            checks.neighbours(list);
        }
        return List.copyOf(checks.findings);
    }

    private void add(Rule rule, Severity severity, int list, int entry, String detail) {
        findings.add(new Check(rule, severity, lists.variable(list), entry, detail));
    }

    private Variable variable(int list) {
        return function.variables().get(lists.variable(list));
    }

    private PieceCursor cursor(int list, int entry) {
        byte[] expression = lists.expression(entry);
        return new PieceCursor(expression, 0, expression.length, variable(list).size());
    }

    private void pieces(int list) {
        long size = variable(list).size();
        if (size == Variable.UNKNOWN_SIZE) {
            return;
        }
        for (int e = lists.firstEntry(list); e < lists.firstEntry(list + 1); e++) {
            PieceCursor cursor = cursor(list, e);
            long sum = 0;
            int part = lists.firstPart(list);
            String misplaced = null;
            while (cursor.next() && !cursor.whole()) {
                if (function.optimized() && misplaced == null && part < lists.firstPart(list + 1)
                        && lists.partOffset(part) != cursor.offset()) {
                    misplaced = "the part at offset " + lists.partOffset(part) + " is described as the piece at offset "
                            + cursor.offset();
                }
                part++;
                sum = cursor.offset() + cursor.size();
            }
            if (sum > size) {
                add(Rule.PIECES_COVER_TYPE, Severity.ERROR, list, e, "the pieces add up to " + sum + " bytes, and "
                        + variable(list).type() + " has " + size);
                return;
            }
            if (misplaced != null) {
                add(Rule.PIECES_COVER_TYPE, Severity.ERROR, list, e, misplaced);
                return;
            }
            if (sum > 0 && sum < size) {
                add(Rule.PIECES_COVER_TYPE, Severity.WARNING, list, e, "the pieces add up to " + sum + " bytes, and "
                        + variable(list).type() + " has " + size);
                return;
            }
        }
    }

    private void overlaps(int list) {
        for (int i = lists.firstPart(list) + 1; i < lists.firstPart(list + 1); i++) {
            if (lists.partSize(i - 1) > 0 && lists.partSize(i) > 0
                    && lists.partOffset(i - 1) + lists.partSize(i - 1) > lists.partOffset(i)) {
                add(Rule.PIECES_OVERLAP, Severity.ERROR, list, Check.NO_ENTRY, "the parts at offsets "
                        + lists.partOffset(i - 1) + " and " + lists.partOffset(i) + " share bytes of the variable");
                return;
            }
        }
        for (int e = lists.firstEntry(list); e < lists.firstEntry(list + 1); e++) {
            String shared = sharedStorage(list, e);
            if (shared != null) {
                add(Rule.PIECES_OVERLAP, Severity.WARNING, list, e, shared);
                return;
            }
        }
    }

    /** Two pieces in one register, or in bytes of the stack that overlap; equal parts may rightly share. Null where there are none. */
    private String sharedStorage(int list, int entry) {
        PieceCursor cursor = cursor(list, entry);
        boolean[] registers = new boolean[256];
        // where a piece begins, and its number, in one; and where each ends
        long[] stackFrom = new long[8];
        long[] stackTo = new long[8];
        int stacked = 0;
        while (cursor.next() && !cursor.whole()) {
            switch (cursor.holder()) {
                case REGISTER -> {
                    if (cursor.register() < registers.length && registers[cursor.register()]) {
                        return "two pieces are in the register with DWARF number " + cursor.register();
                    }
                    registers[Math.min(cursor.register(), registers.length - 1)] = true;
                }
                case STACK -> {
                    if (stacked == stackFrom.length) {
                        stackFrom = Arrays.copyOf(stackFrom, stacked * 2);
                        stackTo = Arrays.copyOf(stackTo, stacked * 2);
                    }
                    if (cursor.size() > 0) {
                        stackFrom[stacked] = cursor.cfaOffset() << Integer.SIZE | stacked;
                        stackTo[stacked++] = cursor.cfaOffset() + cursor.size();
                    }
                }
                case NOTHING -> {
                    // nothing to share
                }
            }
        }
        Arrays.sort(stackFrom, 0, stacked);
        long end = Long.MIN_VALUE;
        for (int i = 0; i < stacked; i++) {
            long from = stackFrom[i] >> Integer.SIZE;
            if (from < end) {
                return "two pieces share the stack at CFA" + String.format("%+d", from);
            }
            end = Math.max(end, stackTo[(int) stackFrom[i]]);
        }
        return null;
    }

    private void order(int list) {
        int empty = 0;
        int firstEmpty = Check.NO_ENTRY;
        for (int e = lists.firstEntry(list); e < lists.firstEntry(list + 1); e++) {
            int begin = lists.beginPc(e);
            int end = lists.endPc(e);
            if (begin == Function.UNKNOWN || end == Function.UNKNOWN) {
                return;
            }
            if (begin > end) {
                add(Rule.RANGES_ORDERED, Severity.ERROR, list, e,
                        "the range ends at " + hex(end) + ", before it begins at " + hex(begin));
                return;
            }
            if (e > lists.firstEntry(list) && begin < lists.endPc(e - 1)) {
                add(Rule.RANGES_ORDERED, Severity.ERROR, list, e, "the range begins at " + hex(begin)
                        + ", before the one before it ends at " + hex(lists.endPc(e - 1)));
                return;
            }
            if (begin == end) {
                firstEmpty = empty++ == 0 ? e : firstEmpty;
            }
        }
        if (empty > 0) {
            add(Rule.RANGES_ORDERED, Severity.INFO, list, firstEmpty,
                    empty + (empty == 1 ? " range covers" : " ranges cover") + " no instruction");
        }
    }

    private void entry(int list) {
        if (!variable(list).isParameter() || lists.firstEntry(list) == lists.firstEntry(list + 1)) {
            if (variable(list).isParameter()) {
                add(Rule.AVAILABLE_AT_ENTRY, Severity.WARNING, list, Check.NO_ENTRY,
                        "the parameter has no location anywhere");
            }
            return;
        }
        int first = lists.firstEntry(list);
        boolean fromStart = lists.beginBlock(first) == function.blockId(function.entry())
                && lists.beginValue(first) == Boundary.BLOCK_START;
        if (!fromStart) {
            add(Rule.AVAILABLE_AT_ENTRY, Severity.WARNING, list, first,
                    "the parameter has no location at the function's start");
        } else if (hasGap(list, first)) {
            add(Rule.AVAILABLE_AT_ENTRY, Severity.WARNING, list, first,
                    "a part of the parameter has no location at the function's start");
        }
    }

    private boolean hasGap(int list, int entry) {
        PieceCursor cursor = cursor(list, entry);
        int part = lists.firstPart(list);
        while (cursor.next()) {
            // under -N empty pieces are padding
            if (cursor.holder() == PieceCursor.Holder.NOTHING && function.optimized()) {
                return true;
            }
            part++;
        }
        return part == lists.firstPart(list);
    }

    private void tail(int list) {
        if (stackGrowth == Function.UNKNOWN) {
            return;
        }
        for (int e = lists.firstEntry(list); e < lists.firstEntry(list + 1); e++) {
            if (lists.endPc(e) > stackGrowth) {
                add(Rule.RANGE_IN_STACK_GROWTH, Severity.INFO, list, e, "the range reaches to " + hex(lists.endPc(e))
                        + ", over the stack-growth tail that begins at " + hex(stackGrowth));
                return;
            }
        }
    }

    private void neighbours(int list) {
        for (int e = lists.firstEntry(list) + 1; e < lists.firstEntry(list + 1); e++) {
            if (lists.beginPc(e) != Function.UNKNOWN && lists.endPc(e - 1) == lists.beginPc(e)
                    && Arrays.equals(lists.expression(e - 1), lists.expression(e))) {
                add(Rule.NEIGHBOURS_ALIKE, Severity.INFO, list, e,
                        "two neighbouring ranges that meet at " + hex(lists.beginPc(e)) + " say the same");
                return;
            }
        }
    }

    /** A PC as readelf and gdb print it. */
    private static String hex(int pc) {
        return "0x" + Integer.toHexString(pc);
    }
}

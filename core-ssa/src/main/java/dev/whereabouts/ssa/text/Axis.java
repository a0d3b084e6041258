package dev.whereabouts.ssa.text;

import dev.whereabouts.ssa.analysis.Boundary;
import dev.whereabouts.ssa.analysis.LocationLists;
import dev.whereabouts.ssa.model.Function;
import java.util.HashMap;
import java.util.Map;

/** Where entries begin and end, as positions from 0 to a length. */
sealed interface Axis {

    /** At least 1. */
    long length();

    long begin(int entry);

    long end(int entry);

    /** The axis of a function: its PCs where they are known. */
    static Axis of(LocationLists lists) {
        return lists.function().hasPcs() ? new OfPcs(lists) : new OfValues(lists);
    }

    /** Positions are PCs. */
    record OfPcs(LocationLists lists) implements Axis {

        @Override
        public long length() {
            return Math.max(lists.function().codeSize(), 1);
        }

        @Override
        public long begin(int entry) {
            return Math.min(lists.beginPc(entry), length());
        }

        @Override
        public long end(int entry) {
            return Math.min(lists.endPc(entry), length());
        }
    }

    /** Positions are values in layout order: a boundary stands after its value. */
    final class OfValues implements Axis {

        private final LocationLists lists;
        private final Map<Integer, Integer> blocks = new HashMap<>();
        private final Map<Integer, Integer> values = new HashMap<>();

        OfValues(LocationLists lists) {
            this.lists = lists;
            Function function = lists.function();
            for (int block = 0; block < function.blocks(); block++) {
                blocks.put(function.blockId(block), block);
            }
            for (int value = 0; value < function.values(); value++) {
                values.put(function.valueId(value), value);
            }
        }

        @Override
        public long length() {
            return Math.max(lists.function().values(), 1);
        }

        @Override
        public long begin(int entry) {
            return position(lists.beginBlock(entry), lists.beginValue(entry));
        }

        @Override
        public long end(int entry) {
            return position(lists.endBlock(entry), lists.endValue(entry));
        }

        private long position(int block, int value) {
            Function function = lists.function();
            return switch (value) {
                case Boundary.BLOCK_START -> function.firstValue(blocks.get(block));
                case Boundary.BLOCK_END -> function.firstValue(blocks.get(block) + 1);
                case Boundary.FUNCTION_END -> length();
                default -> values.get(value) + 1;
            };
        }
    }
}

package dev.whereabouts.amd64.abi;

import java.util.List;

/** {@code chan T}: a pointer. */
public final class ChannelType extends GoType {

    /** Which way values may go. */
    public enum Direction {
        BOTH("chan "), SEND("chan<- "), RECEIVE("<-chan ");

        private final String prefix;

        Direction(String prefix) {
            this.prefix = prefix;
        }
    }

    private final Direction direction;
    private final GoType element;

    public ChannelType(Direction direction, GoType element) {
        super(pointers(1), List.of(element), true);
        this.direction = direction;
        this.element = element;
    }

    public Direction direction() {
        return direction;
    }

    public GoType element() {
        return element;
    }

    @Override
    public String toString() {
        boolean ambiguous = direction == Direction.BOTH && element instanceof ChannelType inner
                && inner.direction == Direction.RECEIVE;
        return direction.prefix + (ambiguous ? "(" + element + ")" : element);
    }
}

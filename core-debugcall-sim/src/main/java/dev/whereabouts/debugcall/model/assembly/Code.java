package dev.whereabouts.debugcall.model.assembly;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Bytes, labels and branches, to be laid out: each branch within the code takes the short form where it reaches. A branch that is once too far
 * stays long, so that the layout ends.
 */
final class Code {

    private static final byte FILLER = (byte) 0xcc;
    private static final int JMP_SHORT = 0xeb;
    private static final int JMP_LONG = 0xe9;

    /** A four-byte distance from behind the instruction to a label. @param trailing bytes of the instruction behind the distance */
    private record Reference(int at, int trailing, Label to) {}

    /** @param condition of the branch, or null for one without */
    private record Branch(Condition condition, Label to) {
        int size(boolean isShort) {
            return isShort ? 2 : condition == null ? 5 : 6;
        }
    }

    private static final class Fragment {
        private final int alignment;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final List<Reference> references = new ArrayList<>();
        private Branch branch;
        private boolean isShort = true;
        private long address;

        Fragment(int alignment) {
            this.alignment = alignment;
        }

        long end() {
            return address + bytes.size() + (branch == null ? 0 : branch.size(isShort));
        }
    }

    private final List<Fragment> fragments = new ArrayList<>(List.of(new Fragment(1)));
    private final List<Label> labels = new ArrayList<>();

    private Fragment last() {
        return fragments.getLast();
    }

    void align(int alignment) {
        fragments.add(new Fragment(alignment));
    }

    void place(Label label) {
        label.place(fragments.size() - 1, last().bytes.size());
        labels.add(label);
    }

    void emit(int... bytes) {
        for (int value : bytes) {
            last().bytes.write(value);
        }
    }

    void emitLittleEndian(long value, int size) {
        for (int i = 0; i < size; i++) {
            last().bytes.write((int) (value >>> 8 * i));
        }
    }

    void emitReference(Label to, int trailing) {
        last().references.add(new Reference(last().bytes.size(), trailing, to));
        emit(0, 0, 0, 0);
    }

    void branch(Condition condition, Label to) {
        last().branch = new Branch(condition, to);
        fragments.add(new Fragment(1));
    }

    byte[] layOut(long base) {
        do {
            place(base);
        } while (growBranches());
        for (Label label : labels) {
            label.resolve(addressOf(label));
        }
        byte[] all = new byte[(int) (last().end() - base)];
        Arrays.fill(all, FILLER);
        for (Fragment fragment : fragments) {
            write(fragment, all, (int) (fragment.address - base));
        }
        return all;
    }

    private void place(long base) {
        long address = base;
        for (Fragment fragment : fragments) {
            fragment.address = address + fragment.alignment - 1 & -fragment.alignment;
            address = fragment.end();
        }
    }

    private boolean growBranches() {
        boolean hasGrown = false;
        for (Fragment fragment : fragments) {
            if (fragment.branch != null && fragment.isShort
                    && addressOf(fragment.branch.to()) - fragment.end() != (byte) (addressOf(fragment.branch.to())
                            - fragment.end())) {
                fragment.isShort = false;
                hasGrown = true;
            }
        }
        return hasGrown;
    }

    private long addressOf(Label label) {
        if (!label.isPlaced()) {
            throw new IllegalStateException(label + " is used and not placed");
        }
        return label.isInCode() ? fragments.get(label.fragment()).address + label.offset() : label.address();
    }

    private void write(Fragment fragment, byte[] into, int at) {
        byte[] bytes = fragment.bytes.toByteArray();
        System.arraycopy(bytes, 0, into, at, bytes.length);
        for (Reference reference : fragment.references) {
            long behind = fragment.address + reference.at() + 4 + reference.trailing();
            writeInt(into, at + reference.at(), addressOf(reference.to()) - behind);
        }
        Branch branch = fragment.branch;
        if (branch == null) {
            return;
        }
        int opcode = at + bytes.length;
        long distance = addressOf(branch.to()) - fragment.end();
        if (fragment.isShort) {
            into[opcode] = (byte) (branch.condition() == null ? JMP_SHORT : 0x70 | branch.condition().ordinal());
            into[opcode + 1] = (byte) distance;
        } else if (branch.condition() == null) {
            into[opcode] = (byte) JMP_LONG;
            writeInt(into, opcode + 1, distance);
        } else {
            into[opcode] = 0x0f;
            into[opcode + 1] = (byte) (0x80 | branch.condition().ordinal());
            writeInt(into, opcode + 2, distance);
        }
    }

    private static void writeInt(byte[] into, int at, long value) {
        int narrow = Math.toIntExact(value);
        for (int i = 0; i < 4; i++) {
            into[at + i] = (byte) (narrow >>> 8 * i);
        }
    }
}

package dev.whereabouts.ssa.analysis;

import dev.whereabouts.ssa.model.Function;
import dev.whereabouts.ssa.model.Parameter;
import dev.whereabouts.ssa.model.Piece;
import dev.whereabouts.ssa.model.Slot;
import dev.whereabouts.ssa.model.Variable;
import dev.whereabouts.ssa.problem.InputException;
import dev.whereabouts.ssa.problem.Limits;
import dev.whereabouts.ssa.problem.Place;
import java.util.Arrays;
import java.util.List;

/**
 * The first stage: which slots and variables are tracked, and which slots each value names.
 *
 * <p>Slots are numbered as the compiler numbers them: the rows of the names in order, then those that missing register arguments bring,
 * then one for each variable that only lives on the stack ({@code VarDef}). Parameters that nobody uses have no value; the compiler
 * invents one for every register in which a piece of a named parameter arrives, and so does this stage (Go internal ABI document,
 * "Function call argument and result passing"). Invented values are numbered from {@link Function#values} on and stand at the head of the
 * entry block.
 */
final class TrackedSlots {

    /** {@link #variableOf}: the slot belongs to no list. */
    static final int UNTRACKED = -1;

    /** Arrays longer than this are given back after a function. */
    private static final int LARGE = 1 << 20;

    private final Limits limits;
    private final RootSlots rootSlots = new RootSlots();
    private final PartSort partSort = new PartSort();

    private Function function;
    private ValueTraits traits;
    private VersionRules rules;

    // slots
    private int slots;
    private int[] slotVariable = new int[16];
    private long[] slotOffset = new long[16];
    private long[] slotSize = new long[16];
    private long[] offsetInVariable = new long[16];
    private int[] rootVariable = new int[16];
    private int[] listOfSlot = new int[16];
    private int[] stackHome = new int[16];

    // the slots of the function's own table: where their chains lead
    private int[] rootOf = new int[16];
    private long[] splitSum = new long[16];
    private int[] rowOf = new int[16];
    private int[] path = new int[16];

    // variables: a copy of what is asked for at each value, since the variables themselves lie all over the heap
    private boolean[] isTracked = new boolean[16];
    private int[] cfaOffset = new int[16];

    // lists
    private int lists;
    private int[] listVariable = new int[16];
    private int[] listOfVariable = new int[16];
    private int[] firstPart = new int[17];
    private int[] parts = new int[16];

    // invented arguments
    private int invented;
    private int[] inventedRegister = new int[16];
    private int[] inventedSlot = new int[16];

    // names that the entry block's register arguments gain: value and slot, in order
    private int gained;
    private int[] gainedValue = new int[16];
    private int[] gainedSlot = new int[16];

    // which slots a value names
    private int[] namesStart = new int[16];
    private int[] namesEnd = new int[16];
    private int[] namePool = new int[16];
    private int nameCount;

    TrackedSlots(Limits limits) {
        this.limits = limits;
    }

    void prepare(Function f, ValueTraits valueTraits, VersionRules versionRules) {
        function = f;
        traits = valueTraits;
        rules = versionRules;
        slots = 0;
        lists = 0;
        invented = 0;
        gained = 0;
        nameCount = 0;
        lookAtVariables();
        followChains();
        takeNames();
        completeArguments();
        collectLists();
        collectStackOnlyVariables();
        sortParts();
        collectValueNames();
    }

    int slots() {
        return slots;
    }

    int lists() {
        return lists;
    }

    int variableOfList(int list) {
        return listVariable[list];
    }

    /** The list that a slot counts for, or {@link #UNTRACKED}. */
    int listOf(int slot) {
        return listOfSlot[slot];
    }

    /** The slot's stack home as an encoded offset from the CFA (see {@link BlockStates}). */
    int stackHome(int slot) {
        return stackHome[slot];
    }

    /** The first slot, by offset, of a variable, or {@link #UNTRACKED}. */
    int firstSlotOfVariable(int variable) {
        int list = listOfVariable[variable];
        return list == UNTRACKED ? UNTRACKED : parts[firstPart[list]];
    }

    /** Whether the analysis follows a variable of this index's name. */
    boolean isTracked(int variable) {
        return isTracked[variable];
    }

    /** A place on the stack, in bytes from a variable's start, as block states hold it; wraps at 31 bits, as the compiler's does. */
    int encodedStackOffset(int variable, long offset) {
        return (int) (cfaOffset[variable] + offset) << 1 | 1;
    }

    int firstPart(int list) {
        return firstPart[list];
    }

    /** The slot at a position between {@code firstPart(list)} and {@code firstPart(list + 1)}. */
    int part(int position) {
        return parts[position];
    }

    /** Bytes from the start of the variable. */
    long offset(int slot) {
        return offsetInVariable[slot];
    }

    long size(int slot) {
        return slotSize[slot];
    }

    /** The variable that the slot itself names, which for a part need not be the one that it counts for. */
    int variable(int slot) {
        return slotVariable[slot];
    }

    int invented() {
        return invented;
    }

    /** The register id in which an invented argument arrives. */
    int inventedRegister(int index) {
        return inventedRegister[index];
    }

    /** The slots that a value names are {@link #name} of {@code namesStart(value)} to {@code namesEnd(value)}, exclusive. */
    int namesStart(int value) {
        return namesStart[value];
    }

    int namesEnd(int value) {
        return namesEnd[value];
    }

    int name(int position) {
        return namePool[position];
    }

    /** Appends the names of one value to those of another, as loads and stores do once. */
    void inherit(int value, int source) {
        int start = namesStart[source];
        int end = namesEnd[source];
        if (start == end) {
            return;
        }
        if (namesStart[value] == namesEnd[value]) {
            namesStart[value] = start;
            namesEnd[value] = end;
            return;
        }
        int own = namesEnd[value] - namesStart[value];
        reserveNames((long) own + end - start);
        System.arraycopy(namePool, namesStart[value], namePool, nameCount, own);
        System.arraycopy(namePool, start, namePool, nameCount + own, end - start);
        namesStart[value] = nameCount;
        nameCount += own + end - start;
        namesEnd[value] = nameCount;
    }

    /** The lists as rows of {@link LocationLists}, without their entries. */
    int[] toLists() {
        int[] rows = new int[(lists + 1) * LocationLists.LIST_ROW];
        for (int list = 0; list < lists; list++) {
            rows[list * LocationLists.LIST_ROW + LocationLists.VARIABLE] = listVariable[list];
            rows[list * LocationLists.LIST_ROW + LocationLists.FIRST_PART] = firstPart[list];
        }
        rows[lists * LocationLists.LIST_ROW + LocationLists.FIRST_PART] = firstPart[lists];
        return rows;
    }

    /** The parts of all lists as rows of {@link LocationLists}. */
    long[] toParts() {
        long[] rows = new long[firstPart[lists] * LocationLists.PART_ROW];
        for (int i = 0; i < firstPart[lists]; i++) {
            rows[i * LocationLists.PART_ROW + LocationLists.PART_OFFSET] = offsetInVariable[parts[i]];
            rows[i * LocationLists.PART_ROW + LocationLists.PART_SIZE] = slotSize[parts[i]];
        }
        return rows;
    }

    private void lookAtVariables() {
        List<Variable> variables = function.variables();
        if (isTracked.length < variables.size()) {
            isTracked = new boolean[variables.size() * 2];
            cfaOffset = new int[variables.size() * 2];
        }
        for (int i = 0; i < variables.size(); i++) {
            isTracked[i] = rules.tracks(variables.get(i).name());
            cfaOffset[i] = variables.get(i).cfaOffset();
        }
    }

    private void followChains() {
        List<Slot> table = function.slots();
        int size = table.size();
        if (rootOf.length < size) {
            rootOf = new int[size * 2];
            splitSum = new long[size * 2];
            rowOf = new int[size * 2];
            path = new int[size * 2];
        }
        Arrays.fill(rootOf, 0, size, Slot.WHOLE);
        Arrays.fill(rowOf, 0, size, -1);
        for (int i = 0; i < size; i++) {
            int depth = 0;
            int at = i;
            while (rootOf[at] == Slot.WHOLE && table.get(at).splitOf() != Slot.WHOLE) {
                path[depth++] = at;
                at = table.get(at).splitOf();
            }
            if (rootOf[at] == Slot.WHOLE) {
                rootOf[at] = at;
                splitSum[at] = 0;
            }
            while (depth > 0) {
                int below = path[--depth];
                rootOf[below] = rootOf[at];
                splitSum[below] = splitSum[at] + table.get(below).splitOffset();
                at = below;
            }
        }
    }

    private void takeNames() {
        for (int row = 0; row < function.names(); row++) {
            addTableSlot(function.nameSlot(row));
        }
    }

    /** Tracks a slot of the function's own table under the next number. */
    private void addTableSlot(int index) {
        Slot slot = function.slots().get(index);
        rowOf[index] = slots;
        int root = function.slots().get(rootOf[index]).variable();
        addSlot(slot.variable(), root, slot.offset(), slot.offset() + splitSum[index], slot.size());
    }

    private void addSlot(int variable, int root, long offset, long inVariable, long size) {
        if (slots == slotVariable.length) {
            slotVariable = Arrays.copyOf(slotVariable, slots * 2);
            slotOffset = Arrays.copyOf(slotOffset, slots * 2);
            slotSize = Arrays.copyOf(slotSize, slots * 2);
            offsetInVariable = Arrays.copyOf(offsetInVariable, slots * 2);
            rootVariable = Arrays.copyOf(rootVariable, slots * 2);
            listOfSlot = Arrays.copyOf(listOfSlot, slots * 2);
            stackHome = Arrays.copyOf(stackHome, slots * 2);
        }
        slotVariable[slots] = variable;
        slotOffset[slots] = offset;
        slotSize[slots] = size;
        offsetInVariable[slots] = inVariable;
        rootVariable[slots] = root;
        listOfSlot[slots] = UNTRACKED;
        stackHome[slots] = encodedStackOffset(variable, offset);
        slots++;
    }

    private void completeArguments() {
        rootSlots.clear();
        for (int row = 0; row < function.names(); row++) {
            rootSlots.add(function, rootOf[function.nameSlot(row)]);
        }
        nameRegisterArguments();
        inventMissingArguments();
    }

    /** Register arguments of the entry block, up to the first call, name the slot that they are. */
    private void nameRegisterArguments() {
        int entry = function.entry();
        for (int v = function.firstValue(entry); v < function.firstValue(entry + 1); v++) {
            int its = traits.of(v);
            if ((its & ValueTraits.ARG_REGISTER) != 0) {
                nameRegisterArgument(v);
            } else if ((its & ValueTraits.CALL) != 0) {
                return;
            }
        }
    }

    private void nameRegisterArgument(int v) {
        int variable = function.auxVariable(v);
        if (variable == Function.NO_VARIABLE) {
            throw InputException.invalid(new Place.Pointer(ValueTraits.pointer(function, v, "aux")),
                    "the aux of a register argument is {variable, offset}");
        }
        long size = function.size(v);
        if (size == Variable.UNKNOWN_SIZE) {
            throw InputException.invalid(new Place.Pointer(ValueTraits.pointer(function, v, "size")),
                    "the size of a register argument's type is needed: type " + function.type(v) + " of variable "
                            + function.variables().get(variable).name());
        }
        // a slot that is not in the function's table is answered by its own number, shifted below -1
        int found = rootSlots.findOrAdd(variable, function.auxOffset(v), size, -2 - slots);
        int slot;
        if (found == RootSlots.NONE) {
            slot = slots;
            addSlot(variable, variable, function.auxOffset(v), function.auxOffset(v), size);
        } else if (found < RootSlots.NONE) {
            slot = -2 - found;
        } else {
            if (rowOf[found] < 0) {
                addTableSlot(found);
            }
            slot = rowOf[found];
        }
        gain(v, slot);
    }

    private void inventMissingArguments() {
        for (Parameter parameter : function.parameters()) {
            String name = function.variables().get(parameter.variable()).name();
            if (name.equals("_")) {
                continue;
            }
            for (Piece piece : parameter.pieces()) {
                int found = rootSlots.findOrAdd(parameter.variable(), piece.offset(), piece.size(), -2 - slots);
                if (found == RootSlots.NONE) {
                    invent(parameter.variable(), piece);
                }
            }
        }
    }

    private void invent(int variable, Piece piece) {
        if (invented == inventedRegister.length) {
            inventedRegister = Arrays.copyOf(inventedRegister, invented * 2);
            inventedSlot = Arrays.copyOf(inventedSlot, invented * 2);
        }
        inventedRegister[invented] = piece.register();
        inventedSlot[invented] = slots;
        addSlot(variable, variable, piece.offset(), piece.offset(), piece.size());
        gain(function.values() + invented, inventedSlot[invented]);
        invented++;
    }

    private void gain(int value, int slot) {
        if (gained == gainedValue.length) {
            gainedValue = Arrays.copyOf(gainedValue, gained * 2);
            gainedSlot = Arrays.copyOf(gainedSlot, gained * 2);
        }
        gainedValue[gained] = value;
        gainedSlot[gained++] = slot;
    }

    private void collectLists() {
        int variables = function.variables().size();
        if (listOfVariable.length < variables) {
            listOfVariable = new int[variables * 2];
        }
        Arrays.fill(listOfVariable, 0, variables, UNTRACKED);
        for (int slot = 0; slot < slots; slot++) {
            if (isTracked[slotVariable[slot]]) {
                listOfSlot[slot] = listFor(rootVariable[slot]);
            }
        }
    }

    /** The list of a variable; makes one where there is none yet. */
    private int listFor(int variable) {
        if (listOfVariable[variable] == UNTRACKED) {
            if (lists == listVariable.length) {
                listVariable = Arrays.copyOf(listVariable, lists * 2);
            }
            listVariable[lists] = variable;
            listOfVariable[variable] = lists++;
        }
        return listOfVariable[variable];
    }

    private void collectStackOnlyVariables() {
        for (int v = 0; v < function.values(); v++) {
            if ((traits.of(v) & ValueTraits.VAR_DEF) == 0) {
                continue;
            }
            int variable = function.auxVariable(v);
            if (listOfVariable[variable] == UNTRACKED && isTracked[variable]) {
                int slot = slots;
                addSlot(variable, variable, 0, 0, function.variables().get(variable).size());
                listOfSlot[slot] = listFor(variable);
            }
        }
    }

    /** Brings every list's slots into order of offset. */
    private void sortParts() {
        if (firstPart.length <= lists) {
            firstPart = new int[lists * 2 + 1];
        }
        if (parts.length < slots) {
            parts = new int[slots * 2];
        }
        Arrays.fill(firstPart, 0, lists + 1, 0);
        for (int slot = 0; slot < slots; slot++) {
            if (listOfSlot[slot] != UNTRACKED) {
                firstPart[listOfSlot[slot] + 1]++;
            }
        }
        for (int list = 0; list < lists; list++) {
            firstPart[list + 1] += firstPart[list];
        }
        int total = firstPart[lists];
        // filled from behind, each list's end moves to its start and the order within a list stays
        for (int slot = slots - 1; slot >= 0; slot--) {
            if (listOfSlot[slot] != UNTRACKED) {
                parts[--firstPart[listOfSlot[slot] + 1]] = slot;
            }
        }
        System.arraycopy(firstPart, 1, firstPart, 0, lists);
        firstPart[lists] = total;
        for (int list = 0; list < lists; list++) {
            partSort.sort(parts, firstPart[list], firstPart[list + 1], offsetInVariable, rules);
        }
    }

    private void collectValueNames() {
        int values = function.values() + invented;
        if (namesStart.length < values) {
            namesStart = new int[values + values / 2];
            namesEnd = new int[namesStart.length];
        }
        Arrays.fill(namesEnd, 0, values, 0);
        for (int row = 0; row < function.names(); row++) {
            if (listOfSlot[row] != UNTRACKED) {
                for (int i = function.nameStart(row); i < function.nameStart(row + 1); i++) {
                    if (function.nameValue(i) != Function.DEAD_VALUE) {
                        namesEnd[function.nameValue(i)]++;
                    }
                }
            }
        }
        for (int i = 0; i < gained; i++) {
            namesEnd[gainedValue[i]]++;
        }
        int total = 0;
        for (int v = 0; v < values; v++) {
            namesStart[v] = total;
            total += namesEnd[v];
            namesEnd[v] = namesStart[v];
        }
        reserveNames(total);
        for (int slot = 0; slot < slots; slot++) {
            if (slot < function.names() && listOfSlot[slot] != UNTRACKED) {
                for (int i = function.nameStart(slot); i < function.nameStart(slot + 1); i++) {
                    if (function.nameValue(i) != Function.DEAD_VALUE) {
                        namePool[namesEnd[function.nameValue(i)]++] = slot;
                    }
                }
            }
        }
        nameGained();
        nameCount = total;
    }

    /** Adds what register arguments gained, unless the slot's row has the value already; keeps each value's slots in order of number. */
    private void nameGained() {
        for (int i = 0; i < gained; i++) {
            int v = gainedValue[i];
            int slot = gainedSlot[i];
            if (listOfSlot[slot] == UNTRACKED) {
                continue;
            }
            int at = namesEnd[v];
            while (at > namesStart[v] && namePool[at - 1] > slot) {
                at--;
            }
            if (at > namesStart[v] && namePool[at - 1] == slot) {
                continue;
            }
            System.arraycopy(namePool, at, namePool, at + 1, namesEnd[v] - at);
            namePool[at] = slot;
            namesEnd[v]++;
        }
    }

    private void reserveNames(long more) {
        if (nameCount + more > limits.nameReferences()) {
            throw InputException.limit(new Place.Pointer("/names"), "nameReferences", limits.nameReferences());
        }
        int need = (int) (nameCount + more);
        if (need > namePool.length) {
            namePool = Arrays.copyOf(namePool, need + need / 2);
        }
    }

    /** Forgets a large function's arrays. */
    void shrink() {
        if (slotVariable.length > LARGE) {
            slotVariable = new int[16];
            slotOffset = new long[16];
            slotSize = new long[16];
            offsetInVariable = new long[16];
            rootVariable = new int[16];
            listOfSlot = new int[16];
            stackHome = new int[16];
        }
        if (isTracked.length > LARGE) {
            isTracked = new boolean[16];
            cfaOffset = new int[16];
        }
        if (namesStart.length > LARGE) {
            namesStart = new int[16];
            namesEnd = new int[16];
        }
        if (namePool.length > LARGE) {
            namePool = new int[16];
        }
        if (gainedValue.length > LARGE) {
            gainedValue = new int[16];
            gainedSlot = new int[16];
        }
        function = null;
    }
}

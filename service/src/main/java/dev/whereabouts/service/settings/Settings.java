package dev.whereabouts.service.settings;

import dev.whereabouts.debugcall.script.ScriptLimits;
import dev.whereabouts.ssa.problem.Limits;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The settings of this process. Immutable. */
public final class Settings {

    /**
     * About what a unit of a setting makes a worker hold at most, in bytes: of values, entries and nodes by the elements of the arrays they stand in,
     * in the model and in the analysis, and of a document as a string beside the characters that it is made of, and then as bytes.
     */
    static final Map<Setting, Integer> HELD_BYTES_EACH = Map.of(Setting.VALUES, 200, Setting.NAME_REFERENCES, 16,
            Setting.ARGUMENTS, 16, Setting.STATE_NODES, 100, Setting.ENTRIES, 50, Setting.HELD_BYTES, 2,
            Setting.GUEST_MEMORY_BYTES, 1, Setting.SCRIPT_BYTES, 4, Setting.STATE_BYTES, 4);

    /** This part of {@link Setting#BUFFER_BYTES} is kept for small bodies and answers. */
    public static final int KEPT_PART = 4;

    /** Bounds of one body, line or answer, which {@link Setting#BUFFER_BYTES} bounds together. */
    static final Set<Setting> BUFFERED = EnumSet.of(Setting.DECOMPRESSED_BYTES, Setting.ANSWER_BYTES,
            Setting.FUNCTION_BYTES);

    private final Map<Setting, Long> values;

    private Settings(Map<Setting, Long> values) {
        this.values = values;
    }

    /**
     * Reads all settings.
     *
     * @param environment gives a variable's value, or null where it is not set
     * @throws IllegalArgumentException if a value is no number or out of range; the message names every such variable
     */
    public static Settings from(UnaryOperator<String> environment) {
        Map<Setting, Long> values = new EnumMap<>(Setting.class);
        List<String> wrong = new ArrayList<>();
        for (Setting setting : Setting.values()) {
            String text = environment.apply(setting.variable());
            long value = text == null || text.isBlank() ? setting.standard() : parse(text.strip(), setting.least() - 1);
            if (value < setting.least() || value > setting.most()) {
                wrong.add(setting.variable() + " is \"" + text.strip() + "\", but must be a whole number of "
                        + setting.unit()
                        + " from " + setting.least() + " to " + setting.most());
            }
            values.put(setting, value);
        }
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", wrong));
        }
        return new Settings(values);
    }

    /**
     * These settings, where several requests are computed at one time: half of the heap is shared by the workers, and none of what a request may
     * make one hold is more than has room in a share. So requests that take all they may do not end the process; the other half is for bodies,
     * answers, and what is held besides. Of the buffers for these, what is not kept for small ones has room for the largest body beside the largest
     * answer: whoever finds no room for them may try again, and what never has room is too large.
     *
     * @param heapBytes the most that the heap can have
     */
    public Settings withinHeap(long heapBytes) {
        long share = heapBytes / 2 / get(Setting.WORKERS);
        Map<Setting, Long> cut = new EnumMap<>(values);
        HELD_BYTES_EACH
                .forEach((setting, bytes) -> cut.merge(setting, Math.max(setting.least(), share / bytes), Math::min));
        long buffers = get(Setting.BUFFER_BYTES);
        BUFFERED.forEach(setting -> cut.merge(setting, (buffers - buffers / KEPT_PART) / 2, Math::min));
        return new Settings(cut);
    }

    public long get(Setting setting) {
        return values.get(setting);
    }

    /** The bounds of one function. */
    public Limits functionLimits() {
        return new Limits(count(Setting.FUNCTIONS), get(Setting.FUNCTION_BYTES), count(Setting.VALUES),
                count(Setting.BLOCKS),
                count(Setting.VARIABLES), count(Setting.SLOTS), count(Setting.NAME_REFERENCES),
                count(Setting.ARGUMENTS), count(Setting.JSON_DEPTH), count(Setting.TEXT_LENGTH), get(Setting.WORK),
                count(Setting.STATE_NODES), count(Setting.ENTRIES), get(Setting.HELD_BYTES),
                count(Setting.CODE_BYTES));
    }

    /** The bounds of one call script. */
    public ScriptLimits scriptLimits() {
        return new ScriptLimits(count(Setting.SCRIPT_BYTES), count(Setting.SCRIPT_DEPTH), get(Setting.SCRIPT_TOKENS),
                count(Setting.SCRIPT_TEXT_LENGTH), count(Setting.SCRIPT_CALLS), count(Setting.SCRIPT_NESTING),
                count(Setting.SCRIPT_STEPS), get(Setting.SCRIPT_INSTRUCTIONS), count(Setting.SCRIPT_ITEMS),
                count(Setting.SCRIPT_WRITE_BYTES), count(Setting.SCRIPT_RETRIES));
    }

    /** A setting whose range lies within an {@code int}. */
    public int count(Setting setting) {
        return Math.toIntExact(get(setting));
    }

    private static long parse(String text, long notANumber) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return notANumber;
        }
    }
}

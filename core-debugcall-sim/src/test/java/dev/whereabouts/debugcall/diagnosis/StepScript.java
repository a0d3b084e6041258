package dev.whereabouts.debugcall.diagnosis;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A debugger's own sequence, to be spoiled.
 *
 * @param site     what the model program's main function does
 * @param function where it stops
 * @param steps    JSON of each step
 */
public record StepScript(String site, String function, int offset, int hits, List<String> steps) {

    /** Injects {@code main.intFloat(42, 2.5)} as the protocol asks for it, and repairs the flags. */
    public static final StepScript CORRECT = inTarget(calling("main.intFloat", 16,
            "{\"set\": {\"RAX\": 42, \"XMM0\": \"0x4004000000000000\"}}",
            "{\"read\": {\"registers\": [\"RAX\", \"XMM0\"]}}"));

    public static final String SAVE = "{\"save\": \"all\"}";
    public static final String PUSH = "{\"push\": \"RIP\"}";
    public static final String ENTER = "{\"set\": {\"RIP\": \"runtime.debugCallV2\"}}";
    public static final String RESUME = "{\"resume\": {}}";
    public static final String RESTORE = "{\"restore\": {}}";
    public static final String REPAIR = "{\"set\": {\"RFLAGS\": \"saved.RFLAGS\"}}";
    public static final String READ_FRAME = "{\"read\": {\"at\": \"RSP\", \"size\": 16, \"as\": \"bytes\"}}";

    public static String expect(int status) {
        return "{\"expect\": {\"status\": " + status + "}}";
    }

    public static String frameSize(String at, int size) {
        return "{\"write\": {\"at\": \"" + at + "\", \"value\": " + size + ", \"size\": 8}}";
    }

    public static String call(String function) {
        return "{\"set\": {\"RIP\": \"" + function + "\"}}";
    }

    /** The steps up to status 0, which is expected. */
    static List<String> injection(int size) {
        return List.of(SAVE, PUSH, frameSize("RSP-16", size), ENTER, RESUME, expect(0));
    }

    /** The steps from status 16 on. */
    static List<String> restoration() {
        return List.of(expect(16), RESTORE, RESUME, REPAIR);
    }

    /** A whole call. @param arguments a step. @param read a step */
    static List<String> calling(String function, int size, String arguments, String read) {
        return joined(injection(size), List.of(arguments, PUSH, call(function), RESUME, expect(1), read, RESUME),
                restoration());
    }

    /** A script that stops in the loop of {@code main.target}. */
    static StepScript inTarget(List<String> steps) {
        return new StepScript("SAFE", "main.target", 14, 3, steps);
    }

    @SafeVarargs
    static List<String> joined(List<String>... parts) {
        List<String> all = new ArrayList<>();
        for (List<String> part : parts) {
            all.addAll(part);
        }
        return all;
    }

    /** With other steps in place of the first that is equal to one. */
    StepScript replacing(String step, String... by) {
        return replacing(steps.indexOf(step), by);
    }

    /** With other steps in place of the last that is equal to one. */
    StepScript replacingLast(String step, String... by) {
        return replacing(steps.lastIndexOf(step), by);
    }

    /** With other steps in place of one. */
    StepScript replacing(int index, String... by) {
        List<String> changed = new ArrayList<>(steps);
        changed.remove(index);
        changed.addAll(index, Arrays.asList(by));
        return new StepScript(site, function, offset, hits, changed);
    }

    /** The script as JSON. */
    byte[] json() {
        return ("{\"stop\": {\"function\": \"" + function + "\", \"offset\": " + offset + ", \"hits\": " + hits
                + "}, \"steps\": [" + String.join(", ", steps) + "]}")
                .getBytes(StandardCharsets.UTF_8);
    }
}

package dev.whereabouts.debugcall.diagnosis;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A correct script with one step spoiled. */
record Mutation(String what, StepScript script) {

    private static final int REACH = 18;

    private static final List<String> OTHER_STEPS = List.of("{\"resume\": {}}", "{\"step\": 1}", "{\"push\": \"RIP\"}",
            "{\"set\": {\"RIP\": \"main.nop\"}}", "{\"set\": {\"RSP\": \"RSP+8\"}}", "{\"set\": {\"RIP\": \"RIP+1\"}}",
            "{\"set\": {\"RFLAGS\": 2}}", "{\"set\": {\"R12\": 7}}", "{\"restore\": {\"except\": []}}",
            "{\"write\": {\"at\": \"RSP\", \"value\": 0, \"size\": 8}}", "{\"set\": {\"RIP\": 0}}",
            "{\"set\": {\"RIP\": \"runtime.debugCallV2\"}}");

    static List<Mutation> of(StepScript correct) {
        List<Mutation> all = new ArrayList<>();
        for (int i = 0; i < correct.steps().size(); i++) {
            String step = correct.steps().get(i);
            all.add(new Mutation("drops " + i + " " + step, correct.replacing(i)));
            all.add(new Mutation("repeats " + i + " " + step, correct.replacing(i, step, step)));
            // all pairs of short scripts; of long ones the near
            for (int j = i + 1; j < Math.min(correct.steps().size(), i + REACH); j++) {
                all.add(new Mutation("swaps " + i + " and " + j, swapped(correct, i, j)));
            }
            for (String other : OTHER_STEPS) {
                all.add(new Mutation("alters " + i + " " + step + " to " + other, correct.replacing(i, other)));
                all.add(new Mutation("puts " + other + " before " + i + " " + step, correct.replacing(i, other, step)));
            }
        }
        return all;
    }

    private static StepScript swapped(StepScript correct, int i, int j) {
        List<String> steps = new ArrayList<>(correct.steps());
        Collections.swap(steps, i, j);
        return new StepScript(correct.site(), correct.function(), correct.offset(), correct.hits(), steps);
    }
}

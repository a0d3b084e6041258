package dev.whereabouts.amd64.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Every recorded instruction leaves the registers, the flags, memory and the fault that a real processor left. */
class VectorsTest {

    /** How many vectors of a form there are, and how many agree. */
    private static final class Tally {
        int all;
        int good;
        String example;
    }

    @Test
    void integer() {
        assertRate("int", vector -> vector.group().equals("int"), 1);
    }

    @Test
    void integerBeyondTheBaseline() {
        assertRate("int of v2 and v3", vector -> List.of("v2", "v3").contains(vector.group())
                && List.of("crc32", "popcnt", "andn", "bextr", "blsi", "blsmsk", "blsr", "bzhi", "lzcnt", "movbe",
                        "mulx", "pdep", "pext", "rorx", "sarx", "shlx", "shrx", "tzcnt")
                        .contains(vector.form().split(" ")[0]),
                1);
    }

    /** All but one: there the processor's FPATAN is one unit off the nearest value. */
    @Test
    void x87() {
        assertRate("x87", vector -> vector.group().equals("x87"), 386.0 / 387);
    }

    @Test
    void sse2() {
        assertRate("sse2", vector -> vector.group().equals("sse2"), 1);
    }

    @Test
    void sse3ToSse42() {
        assertRate("v2", vector -> vector.group().equals("v2"), 1);
    }

    @Test
    void avxAvx2AndFma() {
        assertRate("v3", vector -> vector.group().equals("v3"), 1);
    }

    private static void assertRate(String name, Predicate<Vector> chosen, double required) {
        Map<String, Tally> forms = new TreeMap<>();
        try (var all = Vector.all()) {
            all.filter(chosen).forEach(vector -> add(forms, vector));
        }
        int total = forms.values().stream().mapToInt(tally -> tally.all).sum();
        int good = forms.values().stream().mapToInt(tally -> tally.good).sum();
        StringBuilder report = new StringBuilder(name + ": " + good + " of " + total);
        forms.forEach((form, tally) -> {
            if (tally.good < tally.all) {
                report.append("\n%s: %d of %d; %s".formatted(form, tally.good, tally.all, tally.example));
            }
        });
        assertThat(total).as("vectors of %s", name).isPositive();
        assertThat((double) good / total).as(report.toString()).isGreaterThanOrEqualTo(required);
    }

    private static void add(Map<String, Tally> forms, Vector vector) {
        Tally tally = forms.computeIfAbsent(vector.form(), form -> new Tally());
        tally.all++;
        List<String> differences;
        try {
            differences = vector.differences();
        } catch (RuntimeException e) {
            differences = List.of(e + " at " + e.getStackTrace()[0]);
        }
        if (differences.isEmpty()) {
            tally.good++;
        } else if (tally.example == null) {
            tally.example = vector.record().get("id").asString() + " " + vector.record().get("asm").asString() + " "
                    + differences;
        }
    }
}

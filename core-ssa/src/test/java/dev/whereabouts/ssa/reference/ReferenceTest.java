package dev.whereabouts.ssa.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whereabouts.ssa.analysis.LocationListAnalysis;
import dev.whereabouts.ssa.analysis.LocationLists;
import dev.whereabouts.ssa.problem.InputException;
import dev.whereabouts.ssa.problem.Limits;
import dev.whereabouts.ssa.reference.RandomFunctions.Drawn;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReferenceTest {

    private static final int FUNCTIONS = Integer.getInteger("reference.functions", 5_000);

    private int refused;
    private int entries;
    private int unoptimized;

    @Test
    void theAnalysisAgreesWithThePlainModelOnRandomFunctions() {
        LocationListAnalysis analysis = new LocationListAnalysis(Limits.DEFAULT);
        List<String> differences = new ArrayList<>();
        for (long seed = 0; seed < FUNCTIONS && differences.size() < 10; seed++) {
            Drawn drawn = RandomFunctions.draw(seed);
            String ours = ours(analysis, drawn);
            String plain = plain(drawn);
            if (!ours.equals(plain)) {
                differences.add("seed " + seed + ", " + drawn.options() + ":\n  got  " + ours + "\n  want " + plain);
            }
        }
        assertThat(differences).isEmpty();
        // the functions are worth comparing: most have entries, some are refused, some are of the form of -N
        assertThat(entries).isGreaterThan(4 * FUNCTIONS);
        assertThat(refused).isBetween(FUNCTIONS / 1000, FUNCTIONS / 20);
        assertThat(unoptimized).isGreaterThan(FUNCTIONS / 20);
    }

    private String ours(LocationListAnalysis analysis, Drawn drawn) {
        try {
            LocationLists lists = analysis.analyze(drawn.function(), drawn.options());
            entries += lists.entries();
            unoptimized += drawn.function().optimized() ? 0 : 1;
            return text(lists);
        } catch (InputException e) {
            refused++;
            return "refused";
        }
    }

    private static String plain(Drawn drawn) {
        try {
            return (drawn.function().optimized()
                    ? new ReferenceModel(drawn.function(), drawn.options()).lists()
                    : new ReferenceUnoptimized(drawn.function(), drawn.options()).lists()).toString();
        } catch (ReferenceModel.Refused e) {
            return "refused";
        }
    }

    private static String text(LocationLists lists) {
        List<ReferenceList> all = new ArrayList<>();
        for (int list = 0; list < lists.lists(); list++) {
            ReferenceList ours = new ReferenceList(lists.variable(list));
            for (int e = lists.firstEntry(list); e < lists.firstEntry(list + 1); e++) {
                ours.entries().add(lists.beginBlock(e) + " " + lists.beginValue(e) + " " + lists.endBlock(e) + " "
                        + lists.endValue(e) + " " + HexFormat.of().formatHex(lists.expression(e)));
            }
            all.add(ours);
        }
        return all.toString();
    }
}

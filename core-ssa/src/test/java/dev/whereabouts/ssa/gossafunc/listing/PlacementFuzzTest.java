package dev.whereabouts.ssa.gossafunc.listing;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.whereabouts.ssa.gossafunc.DumpLine;
import dev.whereabouts.ssa.problem.InputException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Any two sections are placed within the code, or refused with at least one fault. */
class PlacementFuzzTest {

    /** Two sections with a line of hyphens between them; the values are those that genssa labels. */
    @FuzzTest
    void sections(byte[] bytes) {
        List<DumpLine> genssa = new ArrayList<>();
        List<DumpLine> listing = new ArrayList<>();
        List<Integer> values = new ArrayList<>();
        boolean second = false;
        long number = 0;
        for (String line : new String(bytes, StandardCharsets.UTF_8).split("\n")) {
            number++;
            if (line.equals("---")) {
                second = true;
                continue;
            }
            (second ? listing : genssa).add(new DumpLine(number, line));
            if (!second && line.matches(" v\\d{1,3}[ \t].*")) {
                values.add(Integer.parseInt(line.substring(2).split("[ \t]")[0]));
            }
        }
        try {
            Placement placement = Placement.of(genssa, List.of(listing),
                    List.of(new BlockLayout(1, values), new BlockLayout(2, List.of())));
            int most = Math.max(placement.codeSize(), genssa.size());
            assertThat(placement.blockPc(1)).isBetween(0, most);
            for (int value = 0; value < values.size(); value++) {
                assertThat(placement.valuePc(value)).isBetween(0, most);
            }
            assertThat(placement.instructions()).allSatisfy(i -> assertThat(i.pc()).isBetween(0, placement.codeSize()));
        } catch (InputException refused) {
            assertThat(refused.faults()).isNotEmpty();
        }
    }
}

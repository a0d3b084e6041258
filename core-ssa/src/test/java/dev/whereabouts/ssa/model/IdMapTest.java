package dev.whereabouts.ssa.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdMapTest {

    @ParameterizedTest
    @ValueSource(ints = {10, 1_000, 100_000, Integer.MAX_VALUE})
    void answersAsAHashMapDoes(int bound) {
        Random random = new Random(bound);
        for (int round = 0; round < 50; round++) {
            IntColumn ids = new IntColumn();
            Map<Integer, Integer> expected = new HashMap<>();
            List<Integer> expectedDuplicates = new ArrayList<>();
            int count = random.nextInt(200);
            for (int i = 0; i < count; i++) {
                int id = random.nextInt(8) == 0 ? random.nextInt(20) : random.nextInt(bound);
                ids.add(id);
                if (expected.putIfAbsent(id, i) != null) {
                    expectedDuplicates.add(i);
                }
            }

            List<Integer> duplicates = new ArrayList<>();
            IdMap map = IdMap.of(ids.array(), ids.size(), (index, first) -> {
                assertThat(ids.get(first)).isEqualTo(ids.get(index));
                assertThat(first).isLessThan(index);
                duplicates.add(index);
            });

            assertThat(duplicates).containsExactlyInAnyOrderElementsOf(expectedDuplicates);
            for (int id = -5; id < 40; id++) {
                assertThat(map.get(id)).isEqualTo(expected.getOrDefault(id, IdMap.NOT_DEFINED));
            }
            for (int i = 0; i < count; i++) {
                assertThat(map.get(ids.get(i))).isEqualTo(expected.get(ids.get(i)));
            }
            assertThat(map.get(Integer.MAX_VALUE))
                    .isEqualTo(expected.getOrDefault(Integer.MAX_VALUE, IdMap.NOT_DEFINED));
        }
    }

    @Test
    void idsBelowZeroHaveNoIndex() {
        IntColumn ids = new IntColumn();
        ids.add(-1);
        ids.add(Integer.MIN_VALUE);
        ids.add(Integer.MAX_VALUE);

        IdMap map = IdMap.of(ids.array(), ids.size(), (index, first) -> {
            throw new AssertionError("no id is there twice");
        });

        assertThat(map.get(-1)).isEqualTo(IdMap.NOT_DEFINED);
        assertThat(map.get(Integer.MIN_VALUE)).isEqualTo(IdMap.NOT_DEFINED);
        assertThat(map.get(Integer.MAX_VALUE)).isEqualTo(2);
    }
}

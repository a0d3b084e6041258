package dev.whereabouts.amd64.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A table of pages is a sorted map. */
class PageTableTest {

    @Test
    void isASortedMap() {
        Random random = new Random(4);
        PageTable table = new PageTable();
        TreeMap<Long, PageTable.Page> model = new TreeMap<>();
        for (int turn = 0; turn < 50_000; turn++) {
            // few enough addresses for long chains, in two clusters
            long address = (random.nextInt(300) + (random.nextBoolean() ? 0 : 1L << 30)) * GuestMemory.PAGE;
            assertThat(table.get(address)).isSameAs(model.get(address));
            if (model.containsKey(address)) {
                table.remove(model.remove(address));
            } else if (random.nextInt(3) > 0) {
                PageTable.Page page = new PageTable.Page(address, GuestMemory.READ);
                table.add(page);
                model.put(address, page);
            }
            assertThat(table.size()).isEqualTo(model.size());
            if (turn % 100 == 0) {
                long start = random.nextInt(200) * (long) GuestMemory.PAGE;
                long end = random.nextBoolean() ? start + 50L * GuestMemory.PAGE : 1L << 46;
                assertThat(table.within(start, end)).containsExactly(
                        model.subMap(start, end).values().toArray(new PageTable.Page[0]));
            }
        }
    }
}

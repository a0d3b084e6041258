package dev.whereabouts.amd64.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.whereabouts.amd64.linux.abi.Failure;
import dev.whereabouts.amd64.linux.budget.BudgetException;
import dev.whereabouts.amd64.memory.GuestMemory;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Mappings lie where Linux puts them, and are counted. */
class AddressSpaceTest {

    private static final long PAGE = GuestMemory.PAGE;
    private static final long TOP = AddressSpace.TOP_OF_MAPPINGS;
    private static final int ALL = GuestMemory.READ | GuestMemory.WRITE;

    private final GuestMemory memory = new GuestMemory(1 << 20, 1000);
    private final AddressSpace space = new AddressSpace(memory, 64 * PAGE);

    @Test
    void placesFromTheTopDownIntoTheHighestGap() {
        space.map(TOP - 8 * PAGE, 8 * PAGE, 0);
        assertThat(space.place(PAGE)).isEqualTo(TOP - 9 * PAGE);
        space.unmap(TOP - 6 * PAGE, 2 * PAGE);
        assertThat(space.place(PAGE)).isEqualTo(TOP - 5 * PAGE);
        assertThat(space.place(2 * PAGE)).isEqualTo(TOP - 6 * PAGE);
        assertThat(space.place(3 * PAGE)).isEqualTo(TOP - 11 * PAGE);
        assertThatThrownBy(() -> space.place(TOP)).isInstanceOf(Failure.class);
    }

    @Test
    void countsWhatCanBeAccessed() {
        space.map(TOP - 100 * PAGE, 100 * PAGE, 0);
        space.map(TOP - 60 * PAGE, 60 * PAGE, ALL);
        space.map(TOP - 60 * PAGE, 60 * PAGE, GuestMemory.READ);
        assertThatThrownBy(() -> space.protect(TOP - 65 * PAGE, 5 * PAGE, ALL)).isInstanceOf(BudgetException.class);
        space.unmap(TOP - 10 * PAGE, 5 * PAGE);
        space.protect(TOP - 65 * PAGE, 5 * PAGE, ALL);
        assertThatThrownBy(() -> space.protect(TOP - 10 * PAGE, PAGE, ALL)).isInstanceOf(Failure.class);
    }

    @Test
    void movesTheHeapsEnd() {
        space.startBreak(0x50_0000);
        assertThat(space.moveBreak(0)).isEqualTo(0x50_0000);
        assertThat(space.moveBreak(0x50_2345)).isEqualTo(0x50_2345);
        memory.writeByte(0x50_2fff, 1);
        space.map(0x50_8000, PAGE, ALL);
        assertThat(space.moveBreak(0x50_8001)).isEqualTo(0x50_2345);
        assertThat(space.moveBreak(0x50_1000)).isEqualTo(0x50_1000);
        assertThat(memory.isMapped(0x50_1000, PAGE)).isFalse();
        assertThat(space.maps("/p", 0x40_0000)).contains("500000-501000 rw-p", "[heap]");
    }

    @Test
    void agreesWithAMapOfPages() {
        Random random = new Random(3);
        Map<Long, Integer> model = new HashMap<>();
        AddressSpace roomy = new AddressSpace(memory, Long.MAX_VALUE);
        for (int i = 0; i < 3000; i++) {
            long start = TOP - (1 + random.nextInt(40)) * PAGE;
            long pages = 1 + random.nextInt((int) ((TOP - start) / PAGE));
            int access = random.nextInt(4);
            if (random.nextBoolean()) {
                roomy.map(start, pages * PAGE, access);
            } else {
                roomy.unmap(start, pages * PAGE);
                access = -1;
            }
            for (long page = 0; page < pages; page++) {
                model.put(start + page * PAGE, access);
            }
            long wanted = 1 + random.nextInt(5);
            long place = roomy.place(wanted * PAGE);
            assertThat(place).isEqualTo(highestGap(model, wanted));
        }
        model.forEach((page, access) -> assertThat(memory.accessAt(page)).isEqualTo(access));
    }

    private static long highestGap(Map<Long, Integer> model, long pages) {
        for (long start = TOP - pages * PAGE;; start -= PAGE) {
            boolean isFree = true;
            for (long page = 0; page < pages; page++) {
                isFree &= model.getOrDefault(start + page * PAGE, -1) < 0;
            }
            if (isFree) {
                return start;
            }
        }
    }
}

package dev.whereabouts.ssa.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whereabouts.amd64.register.GoVersion;
import dev.whereabouts.ssa.gossafunc.GoCompiler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The order of parts, and above all of those that have one offset, is that of Go's {@code sort.Sort}. */
class PartSortTest {

    private static final VersionRules RULES = VersionRules.of(GoVersion.NEWEST);

    /** Reads rows of keys, and prints for each the indexes in the order that sorting by the keys brings them to. */
    private static final String PROGRAM = """
        package main

        import (
            "bufio"
            "fmt"
            "os"
            "sort"
            "strconv"
            "strings"
        )

        type byKey struct {
            key   []int64
            index []int
        }

        func (b byKey) Len() int           { return len(b.index) }
        func (b byKey) Less(i, j int) bool { return b.key[b.index[i]] < b.key[b.index[j]] }
        func (b byKey) Swap(i, j int)      { b.index[i], b.index[j] = b.index[j], b.index[i] }

        func main() {
            rows, err := os.Open("rows")
            if err != nil {
                panic(err)
            }
            lines := bufio.NewScanner(rows)
            lines.Buffer(nil, 1<<20)
            for lines.Scan() {
                var b byKey
                for i, field := range strings.Fields(lines.Text()) {
                    key, _ := strconv.ParseInt(field, 10, 64)
                    b.key = append(b.key, key)
                    b.index = append(b.index, i)
                }
                sort.Sort(b)
                fmt.Println(strings.Trim(fmt.Sprint(b.index), "[]"))
            }
        }
        """;

    @Test
    void tiesInOffsetsComeOutAsGosOwnSortLeavesThem(@TempDir Path directory) throws IOException {
        GoCompiler go = GoCompiler.orSkip();
        Random random = new Random(1);
        List<long[]> rows = IntStream.range(0, 3000)
                .mapToObj(i -> keys(random, 1 + random.nextInt(i < 1000 ? 60 : 600)))
                .toList();
        Files.writeString(directory.resolve("rows"), rows.stream()
                .map(row -> LongStream.of(row).mapToObj(Long::toString).collect(Collectors.joining(" ", "", "\n")))
                .collect(Collectors.joining()));
        List<String> expected = go.runProgram(directory, PROGRAM).lines().toList();
        assertThat(rows.stream().map(PartSortTest::sorted).toList()).isEqualTo(expected);
    }

    /** Keys of many kinds: few different ones, in order, in order but for some, descending, rising and falling, in waves. */
    private static long[] keys(Random random, int size) {
        int different = 1 + random.nextInt(random.nextBoolean() ? 6 : size);
        int shape = random.nextInt(6);
        long[] keys = new long[size];
        for (int i = 0; i < size; i++) {
            int bySize = (int) ((long) i * different / size);
            keys[i] = switch (shape) {
                case 0, 1 -> random.nextInt(different);
                case 2 -> bySize;
                case 3 -> different - bySize;
                case 4 -> Math.min(bySize, different - bySize);
                default -> i % different;
            };
        }
        for (int moved = random.nextInt(4); shape > 1 && moved > 0; moved--) {
            keys[random.nextInt(size)] = random.nextInt(different);
        }
        return keys;
    }

    private static String sorted(long[] keys) {
        // the range stands somewhere in a longer array, as a variable's parts do
        int before = keys.length % 5;
        int[] indexes = IntStream.range(0, before + keys.length + 2)
                .map(i -> Math.clamp(i - before, 0, keys.length - 1))
                .toArray();
        new PartSort().sort(indexes, before, before + keys.length, keys, RULES);
        return Arrays.stream(indexes, before, before + keys.length).mapToObj(Integer::toString)
                .collect(Collectors.joining(" "));
    }

    @Test
    void upToTwelvePartsKeepTheirOrderWhereOffsetsTie() {
        for (int size = 1; size <= 12; size++) {
            int[] indexes = IntStream.range(0, size).toArray();
            new PartSort().sort(indexes, 0, size, new long[size], RULES);
            assertThat(indexes).isSorted();
        }
    }
}

package dev.whereabouts.amd64.abi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whereabouts.amd64.GroundTruth;
import dev.whereabouts.amd64.register.GoVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The headers of functions in stock dumps, and the argument sizes that the compiler's listings state for them. */
class DumpHeaderTest {

    private static final Pattern HEADER = Pattern.compile("\\S.* func\\(.*");
    private static final Pattern TEXT = Pattern.compile(".*\\tTEXT\\t.*\\(SB\\), .*ABIInternal, \\$\\d+-(\\d+)");

    @Test
    void readsEveryHeaderAndReservesWhatTheListingSays() throws IOException {
        int headers = 0;
        int sizes = 0;
        for (Path file : GroundTruth.files("corpus/gossafunc", ".ssa.txt.gz")) {
            List<CallLayout> layouts = new ArrayList<>();
            List<Long> stated = new ArrayList<>();
            try (Stream<String> lines = GroundTruth.lines(file)) {
                lines.forEach(line -> {
                    Matcher text = TEXT.matcher(line);
                    if (text.matches()) {
                        stated.add(Long.valueOf(text.group(1)));
                    } else if (isHeader(line)) {
                        layouts.add(layout(line));
                    }
                });
            }
            headers += layouts.size();
            assertThat(layouts).as(file.toString()).isNotEmpty();
            CallLayout last = layouts.getLast();
            if (stated.size() == 1 && last.area().isPresent()) {
                assertThat(last.area().orElseThrow().size()).as(file.toString()).isEqualTo(stated.getFirst());
                sizes++;
            }
        }
        assertThat(headers).as("headers read").isEqualTo(72 * 55);
        assertThat(sizes).as("argument sizes compared").isGreaterThan(45);
    }

    private static boolean isHeader(String line) {
        return HEADER.matcher(line).matches() && !line.contains(":") && !line.contains("\t");
    }

    private static CallLayout layout(String line) {
        FunctionHeader header = new TypeParser().header(line);
        assertThat(header.name() + " " + header.signature()).isEqualTo(line);
        return CallLayout.of(header.signature(), CallingConvention.ABI_INTERNAL, GoVersion.NEWEST);
    }
}

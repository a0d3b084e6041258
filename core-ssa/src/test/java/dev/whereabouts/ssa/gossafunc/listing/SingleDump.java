package dev.whereabouts.ssa.gossafunc.listing;

import dev.whereabouts.ssa.gossafunc.DumpLine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** A dump in which {@code GOSSAFUNC} named one function that occurs once, cut into sections the simple way. */
record SingleDump(List<DumpLine> genssa, List<DumpLine> listing, List<BlockLayout> layout, List<DumpLine> all) {

    private static final Pattern BLOCK = Pattern.compile("  b(\\d+):.*");
    private static final Pattern VALUE = Pattern.compile("    \\(.*?\\) v(\\d+) = .*");
    private static final Pattern TEXT = Pattern.compile("       \t00000 \\(.*?\\)\tTEXT\t(.*)\\(SB\\).*");

    static SingleDump read(Path file) throws IOException {
        try (var in = file.toString().endsWith(".gz")
                ? new GZIPInputStream(Files.newInputStream(file))
                : Files.newInputStream(file)) {
            return of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    static SingleDump of(String text) {
        List<DumpLine> all = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            all.add(new DumpLine(all.size() + 1L, line));
        }
        int start = 0;
        while (!all.get(start).text().startsWith("genssa ")) {
            start++;
        }
        int end = start;
        while (!all.get(end).text().endsWith("\tEND")) {
            end++;
        }
        List<DumpLine> genssa = all.subList(start, end + 1);
        return new SingleDump(genssa, listing(all.subList(end, all.size()), symbol(genssa)), layout(all, start), all);
    }

    private static String symbol(List<DumpLine> genssa) {
        return genssa.stream().map(line -> TEXT.matcher(line.text())).filter(Matcher::matches).findFirst().orElseThrow()
                .group(1);
    }

    private static List<DumpLine> listing(List<DumpLine> lines, String symbol) {
        int start = 0;
        while (!lines.get(start).text().matches(Pattern.quote(symbol) + "(<1>)? STEXT.*")) {
            start++;
        }
        int end = start + 1;
        while (end < lines.size() && lines.get(end).text().startsWith("\t")) {
            end++;
        }
        return lines.subList(start, end);
    }

    private static List<BlockLayout> layout(List<DumpLine> all, int genssa) {
        int line = genssa;
        while (all.get(line - 1).text().startsWith("  ") || all.get(line - 1).text().startsWith("name ")) {
            line--;
        }
        List<BlockLayout> blocks = new ArrayList<>();
        List<Integer> values = new ArrayList<>();
        int block = -1;
        for (; line < genssa; line++) {
            Matcher isBlock = BLOCK.matcher(all.get(line).text());
            Matcher isValue = VALUE.matcher(all.get(line).text());
            if (isBlock.matches()) {
                if (block >= 0) {
                    blocks.add(new BlockLayout(block, values));
                }
                values = new ArrayList<>();
                block = Integer.parseInt(isBlock.group(1));
            } else if (isValue.matches()) {
                values.add(Integer.parseInt(isValue.group(1)));
            }
        }
        blocks.add(new BlockLayout(block, values));
        return blocks;
    }
}

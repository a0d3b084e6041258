package dev.whereabouts.ssa.gossafunc.listing;

import dev.whereabouts.ssa.gossafunc.DumpLine;
import dev.whereabouts.ssa.gossafunc.symbol.DumpedSymbol;
import dev.whereabouts.ssa.gossafunc.symbol.SymbolHeading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * A dump in which {@code GOSSAFUNC} named one function that occurs once, cut into sections the simple way.
 *
 * @param symbol   the function's symbol
 * @param genssa   from the genssa line to END
 * @param listings what {@code -S} lists under the function's name
 * @param layout   the blocks and values of the function as printed last
 * @param symbols  every other symbol, as lines
 * @param logged   the intermediate location lists in the log, as {@code name : "hex"}
 */
public record SingleDump(String symbol, List<DumpLine> genssa, List<List<DumpLine>> listings, List<BlockLayout> layout,
        List<List<DumpLine>> symbols, List<String> logged) {

    private static final Pattern BLOCK = Pattern.compile("  b(\\d+):.*");
    private static final Pattern VALUE = Pattern.compile("    \\(.*?\\) v(\\d+) = .*");
    private static final Pattern TEXT = Pattern.compile("       \t00000 \\(.*?\\)\tTEXT\t(.*)\\(SB\\).*");
    private static final Pattern LOGGED = Pattern.compile("\t[^\t ]* : \"[0-9a-f]*\"");

    static SingleDump read(Path file) throws IOException {
        try (var in = new GZIPInputStream(Files.newInputStream(file))) {
            return of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    public static SingleDump of(String text) {
        List<DumpLine> all = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            all.add(new DumpLine(all.size() + 1L, line));
        }
        int start = first(all, 0, line -> line.startsWith("genssa "));
        int end = first(all, start, line -> line.endsWith("\tEND"));
        List<DumpLine> genssa = all.subList(start, end + 1);
        String symbol = genssa.stream().map(line -> TEXT.matcher(line.text())).filter(Matcher::matches).findFirst()
                .orElseThrow()
                .group(1);
        List<List<DumpLine>> listings = new ArrayList<>();
        List<List<DumpLine>> symbols = new ArrayList<>();
        for (int i = end; i < all.size(); i++) {
            SymbolHeading heading = SymbolHeading.parse(all.get(i));
            if (heading != null) {
                List<DumpLine> lines = all.subList(i, first(all, i + 1, line -> !line.startsWith("\t")));
                (heading.kind().equals("STEXT") && heading.name().equals(symbol) ? listings : symbols).add(lines);
            }
        }
        List<String> logged = genssa.stream().map(DumpLine::text).filter(LOGGED.asMatchPredicate()).map(String::strip)
                .toList();
        return new SingleDump(symbol, genssa, listings, layout(all, start), symbols, logged);
    }

    /** All symbols whose heading fulfils a condition. */
    public List<DumpedSymbol> symbols(Predicate<SymbolHeading> condition) {
        return symbols.stream().filter(lines -> condition.test(SymbolHeading.parse(lines.getFirst())))
                .map(DumpedSymbol::read).toList();
    }

    private static int first(List<DumpLine> lines, int from, Predicate<String> condition) {
        int at = from;
        while (at < lines.size() && !condition.test(lines.get(at).text())) {
            at++;
        }
        return at;
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

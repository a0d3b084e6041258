package dev.whereabouts.amd64.register;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads the tab-separated fact tables that lie beside a class: one row a line, {@code #} begins a comment line. */
public final class FactTables {

    private FactTables() {}

    /**
     * The rows of a table, each split at tabs.
     *
     * @throws IllegalStateException if the build forgot the table
     */
    public static List<String[]> rows(Class<?> beside, String name) {
        try (InputStream in = beside.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the fact table " + name + " is missing from this build");
            }
            List<String[]> rows = new ArrayList<>();
            String table = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            // plain searching: a table of thousands of rows is read at every start, before anything is compiled
            for (int at = 0; at < table.length();) {
                int end = table.indexOf('\n', at);
                end = end < 0 ? table.length() : end;
                if (end > at && table.charAt(at) != '#') {
                    rows.add(row(table, at, end));
                }
                at = end + 1;
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String[] row(String table, int from, int to) {
        String row = table.substring(from, to);
        return row.indexOf('\t') < 0 ? new String[]{row} : row.split("\t", -1);
    }

    /** The versions that have tables beside a class, oldest first: the rows of its {@code versions} file. */
    public static List<GoVersion> versions(Class<?> beside) {
        return rows(beside, "versions").stream().map(row -> GoVersion.spelled(row[0])).sorted().toList();
    }
}

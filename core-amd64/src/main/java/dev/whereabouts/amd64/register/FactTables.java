package dev.whereabouts.amd64.register;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
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
            BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.isBlank() && line.charAt(0) != '#') {
                    rows.add(line.split("\t", -1));
                }
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The versions that have tables beside a class, oldest first: the rows of its {@code versions} file. */
    public static List<GoVersion> versions(Class<?> beside) {
        return rows(beside, "versions").stream().map(row -> GoVersion.spelled(row[0])).sorted().toList();
    }
}

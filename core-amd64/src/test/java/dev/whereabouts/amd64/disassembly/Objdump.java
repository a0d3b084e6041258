package dev.whereabouts.amd64.disassembly;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/** Other disassemblers on this machine. */
final class Objdump {

    /** An instruction as printed. */
    record Line(long address, byte[] bytes, String text) {}

    private Objdump() {}

    /** What GNU objdump prints of a file. The test skips, and says so, where there is no objdump. */
    static void lines(Path file, List<String> options, Consumer<Line> consumer) {
        List<String> command = new ArrayList<>(List.of("objdump", "-M", "intel", "--wide"));
        command.addAll(options);
        command.add(file.toString());
        output(command, text -> {
            // address, colon, tab, bytes, tab, text
            int colon = text.indexOf(":\t");
            int tab = text.indexOf('\t', colon + 2);
            if (colon > 0 && tab > 0) {
                consumer.accept(new Line(Long.parseUnsignedLong(text.substring(0, colon).strip(), 16),
                        bytes(text.substring(colon + 2, tab)), text.substring(tab + 1)));
            }
        });
    }

    /** What {@code go tool objdump} prints of functions whose names match. The test skips, and says so, where there is no Go. */
    static void goLines(Path file, String functions, Consumer<Line> consumer) {
        output(List.of("go", "tool", "objdump", "-s", functions, file.toString()), text -> {
            // tab or spaces, file and line, address, bytes, text, with tabs between
            String[] columns = text.strip().split("\t+");
            if (columns.length >= 4 && columns[1].startsWith("0x")) {
                consumer.accept(new Line(Long.parseUnsignedLong(columns[1].substring(2), 16), bytes(columns[2]),
                        columns[3].strip()));
            }
        });
    }

    /** A gzip file as it was before, in a folder. */
    static Path unpacked(Path file, Path folder) {
        Path unpacked = folder.resolve(file.getFileName().toString().replace(".gz", ""));
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            Files.copy(in, unpacked);
            return unpacked;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    private static void output(List<String> command, Consumer<String> lines) {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        } catch (IOException e) {
            abort("skipped: there is no " + command.getFirst() + " here");
            return;
        }
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            reader.lines().forEach(lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            process.destroy();
        }
    }
}

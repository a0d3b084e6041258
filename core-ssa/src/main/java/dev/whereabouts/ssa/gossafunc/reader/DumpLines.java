package dev.whereabouts.ssa.gossafunc.reader;

import dev.whereabouts.ssa.gossafunc.DumpLine;
import dev.whereabouts.ssa.gossafunc.DumpSource;
import java.io.IOException;
import java.io.Reader;

/** Cuts text into lines, of which it keeps no more than a limit allows. Line ends are LF or CR LF. */
final class DumpLines implements DumpSource {

    private static final int BUFFER = 1 << 16;

    private final Reader reader;
    private final int maxLength;
    private final char[] buffer = new char[BUFFER];
    private final StringBuilder line = new StringBuilder();
    private int at;
    private int end;
    private long number;
    private boolean cut;

    DumpLines(Reader reader, int maxLength) {
        this.reader = reader;
        this.maxLength = maxLength;
    }

    @Override
    public DumpLine next() throws IOException {
        line.setLength(0);
        cut = false;
        boolean any = false;
        while (at < end || fill()) {
            any = true;
            int from = at;
            while (at < end && buffer[at] != '\n') {
                at++;
            }
            int room = maxLength - line.length();
            cut |= at - from > room;
            line.append(buffer, from, Math.min(at - from, room));
            if (at < end) {
                at++;
                break;
            }
        }
        if (!any) {
            return null;
        }
        if (!cut && !line.isEmpty() && line.charAt(line.length() - 1) == '\r') {
            line.setLength(line.length() - 1);
        }
        return new DumpLine(++number, line.toString());
    }

    private boolean fill() throws IOException {
        at = 0;
        end = Math.max(reader.read(buffer), 0);
        return end > 0;
    }

    @Override
    public boolean wasCut() {
        return cut;
    }
}

package dev.whereabouts.ssa.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whereabouts.ssa.model.Function;
import dev.whereabouts.ssa.model.SameFunction;
import dev.whereabouts.ssa.problem.InputException;
import dev.whereabouts.ssa.problem.Limits;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** The reader of plain lines beside the one of tokens: whatever a line holds, they agree on it. */
final class BothReaders {

    private final Limits limits;
    private final FunctionReader lines;
    private final FunctionReader tokens;

    BothReaders(Limits limits) {
        this.limits = limits;
        lines = new FunctionReader(limits);
        tokens = new FunctionReader(limits);
    }

    /** @param line without a newline */
    void assertAlike(byte[] line) throws IOException {
        LineInput in = new LineInput(new ByteArrayInputStream(line));
        if (!in.nextLine()) {
            return;
        }
        NdjsonReader reader = new NdjsonReader(new ByteArrayInputStream(line), 1, lines);
        try {
            Function expected = tokens.tokens(in, 1);
            SameFunction.assertSame(((NdjsonReader.GoodLine) reader.next()).function(), expected);
        } catch (InputException expected) {
            InputException actual = ((NdjsonReader.BadLine) reader.next()).problem();
            assertThat(actual.kind()).isEqualTo(expected.kind());
            assertThat(actual.faults()).isEqualTo(expected.faults());
            assertThat(actual.limit()).isEqualTo(expected.limit());
            assertIsNotPlain(line);
        }
        assertThat(reader.next()).isNull();
    }

    /** The reader of plain lines must not take what the other refuses. */
    private void assertIsNotPlain(byte[] line) throws IOException {
        LineInput in = new LineInput(new ByteArrayInputStream(line));
        in.nextLine();
        boolean mayBePlain = limits.jsonDepth() >= PlainInput.DEPTH && limits.textLength() >= PlainInput.LONGEST_TOKEN;
        if (mayBePlain && in.holdsLine(limits.functionBytes())) {
            boolean isTaken;
            try {
                lines.plain(in.buffer(), in.at());
                isTaken = true;
            } catch (PlainInput.NotPlain | InputException refused) {
                isTaken = false;
            }
            assertThat(isTaken).isFalse();
        }
    }
}

package dev.whereabouts.debugcall.model.runtime;

import dev.whereabouts.amd64.linux.budget.BudgetException;
import dev.whereabouts.amd64.linux.budget.Resource;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** What the process writes, standard output and standard error as they come. */
final class ProcessOutput {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final int most;

    /** @param most bytes */
    ProcessOutput(int most) {
        this.most = most;
    }

    /** @throws BudgetException if it is more than the budget allows */
    void write(byte[] source) {
        checkRoom(source.length);
        bytes.writeBytes(source);
    }

    void write(String text) {
        write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** @throws BudgetException if there is less room */
    void checkRoom(long more) {
        if (more > most - bytes.size()) {
            throw new BudgetException(Resource.OUTPUT_BYTES);
        }
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }
}

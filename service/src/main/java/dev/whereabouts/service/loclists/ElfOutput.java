package dev.whereabouts.service.loclists;

import dev.whereabouts.ssa.elf.ElfObjectWriter;
import dev.whereabouts.ssa.problem.Limits;
import java.io.IOException;
import java.io.OutputStream;

/** Location lists as DWARF in one ELF object, which holds all functions or is not made. */
final class ElfOutput implements Output {

    private final Answers answers;
    private final ElfObjectWriter object;
    private final OutputStream out;

    ElfOutput(Answers answers, Limits limits, OutputStream out) {
        this.answers = answers;
        this.object = new ElfObjectWriter(answers.options().dwarf(), limits);
        this.out = out;
    }

    @Override
    public void add(Item.Readable function) {
        object.add(answers.of(function).lists());
    }

    @Override
    public void refuse(Tally.Refused refused) {
        throw refused.why();
    }

    @Override
    public void end() throws IOException {
        object.writeTo(out);
    }
}

package dev.whereabouts.service.loclists;

import dev.whereabouts.ssa.answer.FunctionAnswer;
import dev.whereabouts.ssa.problem.InputException;
import dev.whereabouts.ssa.text.FunctionText;
import dev.whereabouts.ssa.text.Glyphs;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Optional;

/** Location lists as text, one function after another with an empty line between. */
final class TextOutput implements Output {

    private final Answers answers;
    private final FunctionText text;
    private final Writer out;
    private boolean isFirst = true;

    TextOutput(Answers answers, int columns, Charset charset, OutputStream out) {
        this.answers = answers;
        text = new FunctionText(columns, Glyphs.of(charset));
        this.out = new BufferedWriter(new OutputStreamWriter(out, charset));
    }

    @Override
    public void add(Item.Readable function) throws IOException {
        FunctionAnswer answer = answers.of(function);
        separate();
        text.write(answer.lists(), answer.explanations().orElse(null), answer.checks().orElse(List.of()), out);
        if (answer.trace().isPresent()) {
            out.append('\n');
            for (String line : answer.trace().get()) {
                out.append(line).append('\n');
            }
        }
    }

    @Override
    public void refuse(Optional<String> name, InputException refusal) throws IOException {
        separate();
        out.append(name.orElse("a function")).append(" is not answered: ").append(refusal.getMessage()).append('\n');
    }

    private void separate() throws IOException {
        if (!isFirst) {
            out.append('\n');
        }
        isFirst = false;
    }

    @Override
    public void end() throws IOException {
        out.flush();
    }
}

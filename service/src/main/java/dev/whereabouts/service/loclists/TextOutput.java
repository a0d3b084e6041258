package dev.whereabouts.service.loclists;

import dev.whereabouts.ssa.answer.FunctionAnswer;
import dev.whereabouts.ssa.text.AnswerText;
import dev.whereabouts.ssa.text.FunctionText;
import dev.whereabouts.ssa.text.Glyphs;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.Charset;

/** Location lists as text, one function after another with an empty line between. */
final class TextOutput implements Output {

    private final Answers answers;
    private final AnswerText text;
    private final Writer out;
    private boolean isFirst = true;

    TextOutput(Answers answers, int columns, Charset charset, OutputStream out) {
        this.answers = answers;
        text = new AnswerText(columns, Glyphs.of(charset));
        this.out = new BufferedWriter(new OutputStreamWriter(out, charset));
    }

    @Override
    public void add(Item.Readable function) throws IOException {
        FunctionAnswer answer = answers.of(function);
        separate();
        text.write(answer, out);
    }

    @Override
    public void refuse(Tally.Refused refused) throws IOException {
        separate();
        String line = refused.line() == Item.NO_LINE ? "a function" : "line " + refused.line();
        out.append(FunctionText.clean(refused.name().orElse(line))).append(" is not answered: ")
                .append(FunctionText.clean(refused.why().getMessage())).append('\n');
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

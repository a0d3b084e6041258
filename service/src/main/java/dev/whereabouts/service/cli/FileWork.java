package dev.whereabouts.service.cli;

import dev.whereabouts.service.bytes.ByteBudget;
import dev.whereabouts.service.loclists.Format;
import dev.whereabouts.service.loclists.FunctionWork;
import dev.whereabouts.service.loclists.FunctionWork.Order;
import dev.whereabouts.service.loclists.Lines;
import dev.whereabouts.service.loclists.Tally;
import dev.whereabouts.service.settings.Setting;
import dev.whereabouts.service.settings.Settings;
import dev.whereabouts.service.work.Deadline;
import dev.whereabouts.service.work.OrderedTasks;
import dev.whereabouts.service.work.WorkPool;
import dev.whereabouts.service.work.WorkPool.Admission;
import dev.whereabouts.ssa.explain.Check.Severity;
import dev.whereabouts.ssa.json.InputKind;
import dev.whereabouts.ssa.json.LoclistsOptions;
import dev.whereabouts.ssa.problem.InputException;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipException;

/** Works on files, one after another, and says on standard error what could not be answered. */
final class FileWork {

    private final Terminal terminal;
    private final Settings settings;
    private final Map<String, String> parameters;
    private final Order order;
    private final CheckReport report;
    private final OutputStream out;
    private boolean isFirst = true;
    private boolean isAnyRefused;
    private Severity worst;

    /**
     * @param parameters options by name, as in {@link LoclistsOptions#ofQuery}
     * @param report     is told of every function
     * @param out        buffered
     */
    FileWork(Terminal terminal, Settings settings, Map<String, String> parameters, Order order, CheckReport report,
            OutputStream out) {
        this.terminal = terminal;
        this.settings = settings;
        this.parameters = parameters;
        this.order = order;
        this.report = report;
        this.out = out;
    }

    /** Works on one file; {@code -} is standard input. */
    void file(String name) throws IOException {
        report.begin(shown(name), name.equals(InputFile.STANDARD_INPUT) ? CheckReport.STANDARD_INPUT : name);
        try (InputStream file = open(name); Progress progress = new Progress(terminal)) {
            if (order.format() == Format.TEXT && !isFirst) {
                out.write('\n');
            }
            isFirst = false;
            InputKind.Recognised input = InputKind.recognise(progress.watch(file));
            if (input.kind() == InputKind.NDJSON && order.format() != Format.ELF) {
                lines(input.stream(), name);
            } else {
                Tally tally = new Tally(report.observer());
                new FunctionWork(settings).whole(input.kind(), input.stream(), parameters, order, tally, out);
                count(tally, name);
            }
        } catch (InputException e) {
            refuse(shown(name), Optional.empty(), e);
            report.refused(e);
        } catch (ZipException | EOFException e) {
            isAnyRefused = true;
            terminal.err().println("whereabouts: " + shown(name) + ": " + Messages.of(e));
            report.unreadable(Messages.of(e));
        } catch (FileSystemException e) {
            isAnyRefused = true;
            terminal.err().println("whereabouts: " + Messages.of(e));
            report.unreadable(Messages.of(e));
        }
        report.end();
        out.flush();
    }

    private InputStream open(String name) throws IOException {
        if (name.equals(InputFile.STANDARD_INPUT)) {
            return new FilterInputStream(terminal.in()) {
                @Override
                public void close() {
                    // it may be named twice
                }
            };
        }
        return InputFile.open(name);
    }

    private void lines(InputStream in, String name) throws IOException {
        ByteBudget budget = new ByteBudget(settings.get(Setting.BUFFER_BYTES));
        Lines lines = new Lines(settings, budget, ThreadLocal.withInitial(() -> new FunctionWork(settings)),
                report.isWanted());
        Order each = order.format() == Format.JSON
                ? new Order(order.operation(), Format.NDJSON, order.instance(), order.columns(), order.charset())
                : order;
        try (WorkPool pool = new WorkPool(settings); Admission admission = pool.admit()) {
            lines.run(in, LoclistsOptions.ofQuery(parameters), each, admission.inOrder(Deadline.never()),
                    new OrderedTasks.Sink<>() {
                        @Override
                        public void accept(Lines.Answered answered) throws IOException {
                            answered.answers().copyTo(out);
                            answered.outcomes().forEach(report::accept);
                            count(answered.tally(), name);
                        }

                        @Override
                        public void pause() throws IOException {
                            out.flush();
                        }
                    });
        } catch (InterruptedException e) {
            throw new InterruptedIOException();
        }
    }

    private void count(Tally tally, String name) {
        tally.refused()
                .forEach(refused -> refuse(refused.line() == 0 ? shown(name) : shown(name) + ":" + refused.line(),
                        refused.name(), refused.why()));
        if (tally.refusals() > tally.refused().size()) {
            terminal.err().println("whereabouts: " + shown(name) + ": " + (tally.refusals() - tally.refused().size())
                    + " more functions are not answered");
        }
        if (tally.worst().isPresent() && (worst == null || tally.worst().get().compareTo(worst) > 0)) {
            worst = tally.worst().get();
        }
    }

    /** @param where the file, and the line where it is one of NDJSON */
    private void refuse(String where, Optional<String> function, InputException refusal) {
        isAnyRefused = true;
        Refusals.tell(terminal, settings, where, function, refusal);
    }

    private static String shown(String file) {
        return file.equals(InputFile.STANDARD_INPUT) ? "standard input" : file;
    }

    /** How it went, over all files. */
    ExitCode result(Optional<Severity> failOn) {
        if (isAnyRefused) {
            return ExitCode.BAD_INPUT;
        }
        boolean hasFailed = failOn.isPresent() && worst != null && worst.compareTo(failOn.get()) >= 0;
        return hasFailed ? ExitCode.CHECK_FAILED : ExitCode.GOOD;
    }
}

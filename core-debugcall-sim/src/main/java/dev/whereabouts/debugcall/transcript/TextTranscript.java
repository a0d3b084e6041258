package dev.whereabouts.debugcall.transcript;

import dev.whereabouts.amd64.linux.Outcome;
import dev.whereabouts.debugcall.diagnosis.Diagnosis;
import dev.whereabouts.debugcall.session.Change;
import dev.whereabouts.debugcall.session.Write;
import dev.whereabouts.debugcall.target.Variable;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/** A transcript as a story to read. */
public final class TextTranscript {

    private static final int MOST_BYTES = 32;
    private static final String INDENT = "      ";

    private final StringBuilder out = new StringBuilder();
    private final boolean full;

    private TextTranscript(boolean full) {
        this.full = full;
    }

    /** The text. @param full whether changed registers, written memory and stacks are told */
    public static String of(Transcript transcript, boolean full) {
        TextTranscript text = new TextTranscript(full);
        transcript.events().forEach(event -> text.event(event));
        if (transcript.isCut()) {
            text.line("… more events than are kept");
        }
        text.out.append('\n');
        transcript.calls().forEach(text::call);
        transcript.diagnoses().forEach(text::diagnosis);
        transcript.failures().forEach(text::failure);
        text.process(transcript.process());
        return text.out.toString();
    }

    private void event(Event event) {
        String margin = "  ".repeat(event.depth());
        line(String.format("%4d  %s%-9s%s", event.seq(), margin, event.detail().kind(), headline(event)));
        if (!full) {
            return;
        }
        switch (event.detail()) {
            case Event.Stopped(Site site, List<ShownVariable> variables) -> {
                site(site, List.of());
                variables.forEach(this::variable);
            }
            case Event.Injected injected -> doings(injected.writes(), injected.set());
            case Event.Trapped trapped -> {
                site(trapped.site(), trapped.site().changed());
                trapped.finding().ifPresent(finding -> line(INDENT + describe(finding)));
            }
            case Event.Called called -> doings(called.writes(), called.set());
            case Event.Resumed resumed -> doings(resumed.writes(), resumed.set());
            case Event.Restored restored -> doings(restored.writes(), restored.set());
            case Event.Back back -> changes("against the stop", back.changes());
            case Event.Ended _ -> {
            }
        }
    }

    private static String headline(Event event) {
        return switch (event.detail()) {
            case Event.Stopped(Site site, var _) -> "at " + site.at() + goroutine(site) + ": " + event.note();
            case Event.Injected injected -> "at " + injected.entry() + ": " + event.note();
            case Event.Trapped trapped -> trapped.number()
                    + trapped.status().map(status -> " " + status.label()).orElse("") + " at " + trapped.site().at()
                    + goroutine(trapped.site()) + ": " + event.note();
            case Event.Called called -> called.function() + ": " + event.note();
            case Event.Resumed resumed -> "at " + resumed.at() + ": " + event.note();
            case Event.Restored restored -> restored.registers().size() + " registers: " + event.note();
            case Event.Back back -> "at " + back.site().at() + " after " + back.steps() + " instructions: "
                    + event.note();
            case Event.Ended(ProcessState state) -> state.label() + ": " + event.note();
        };
    }

    private static String goroutine(Site site) {
        return site.goroutine().map(found -> found.isSystemStack()
                ? " on the system stack"
                : " in goroutine " + found.id()).orElse("");
    }

    private void site(Site site, List<Change> changed) {
        changes("since then", changed);
        if (!site.stack().isEmpty()) {
            line(INDENT + "stack");
            for (StackWord word : site.stack()) {
                line(String.format("%s  %-10s %016x  %s", INDENT, word.place(), word.value(), word.what())
                        .stripTrailing());
            }
        }
    }

    private void variable(ShownVariable shown) {
        Variable variable = shown.variable();
        String content = switch (variable.content()) {
            case Variable.Content.Known(List<String> places, byte[] _) -> shown.value().map(value -> "= " + value)
                    .orElse("is too large to be shown") + "  " + String.join(" ", places);
            case Variable.Content.Unavailable(var _, String reason) -> reason;
        };
        line(INDENT + "variable " + variable.name() + " " + variable.type() + " " + content);
    }

    private void changes(String since, List<Change> changes) {
        if (!changes.isEmpty()) {
            line(INDENT + since + " " + changes.stream().map(change -> change.register().name() + " "
                    + hex(change.before().toString(16)) + " -> " + hex(change.after().toString(16)))
                    .collect(Collectors.joining(", ")));
        }
    }

    private void doings(List<Write> writes, List<Change> set) {
        for (Write write : writes) {
            String bytes = HexFormat.of().formatHex(write.bytes(), 0, Math.min(MOST_BYTES, write.bytes().length));
            line(INDENT + "the debugger writes " + bytes + (write.bytes().length > MOST_BYTES ? "…" : "") + " at 0x"
                    + Long.toHexString(write.address()) + (write.what().isEmpty() ? "" : ": " + write.what()));
        }
        if (!set.isEmpty()) {
            line(INDENT + "the debugger sets " + set.stream()
                    .map(change -> change.register().name() + " to " + hex(change.after().toString(16)))
                    .collect(Collectors.joining(", ")));
        }
    }

    private static String hex(String digits) {
        return "0x" + digits;
    }

    private void call(CallResult call) {
        String margin = "  ".repeat(call.depth());
        line(margin + call.function().orElse("no function") + ": " + call.outcome().label() + ", statuses "
                + call.statuses().stream().map(String::valueOf).collect(Collectors.joining(" "))
                + call.frameClass().map(frame -> ", frame of " + Long.toUnsignedString(call.frameSize()) + " bytes in "
                        + frame.symbol()).orElse(""));
        call.results().ifPresent(results -> line(margin + "  " + describe(results)));
        call.panic().ifPresent(panic -> line(margin + "  " + describe(panic)));
        call.refusal().ifPresent(reason -> line(margin + "  " + describe(reason)));
    }

    private static String describe(Finding finding) {
        return switch (finding) {
            case Finding.Results results -> "results: " + results.values()
                    .map(values -> values.stream().map(Object::toString).collect(Collectors.joining(", ")))
                    .orElseGet(() -> "RAX 0x" + Long.toHexString(results.integers().getFirst()) + ", XMM0 0x"
                            + Long.toHexString(results.floats().getFirst()) + ", …");
            case Finding.Panic panic -> "panic: " + panic.value()
                    .map(value -> value.type() + " " + value.value()).orElse("nil, as runtime.Goexit leaves it");
            case Finding.Reason reason -> "reason: " + reason.text() + (reason.refusal()
                    .filter(refusal -> refusal.isTransient()).isPresent() ? " (for the moment: try again)" : "");
        };
    }

    private void diagnosis(Diagnosis diagnosis) {
        line(diagnosis.severity().label() + " " + diagnosis.rule().id() + " at event " + diagnosis.event() + ": "
                + diagnosis.rule().summary());
        line("  " + diagnosis.detail());
        line("  " + diagnosis.rule().remedy());
    }

    private void failure(Failure failure) {
        line("expectation " + failure.pointer() + " failed: expected " + failure.expected() + ", got "
                + failure.actual());
    }

    private void process(ProcessState process) {
        line("process " + process.label() + process.outcome().map(outcome -> switch (outcome) {
            case Outcome.Exited(int code) -> " with code " + code;
            case Outcome.Killed killed -> " by " + killed.signalName();
            case Outcome.BudgetExhausted(var resource) -> ": " + resource.label();
            case Outcome.Deadlocked() -> "";
        }).orElse("") + " after " + process.instructions() + " instructions");
        if (!process.output().isEmpty()) {
            line("output");
            process.output().lines().forEach(text -> line("  " + text));
        }
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}

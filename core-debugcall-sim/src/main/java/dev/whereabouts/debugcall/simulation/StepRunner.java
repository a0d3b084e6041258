package dev.whereabouts.debugcall.simulation;

import dev.whereabouts.amd64.cpu.Cpu;
import dev.whereabouts.amd64.cpu.GuestFault;
import dev.whereabouts.amd64.state.RegisterName;
import dev.whereabouts.debugcall.expression.Expression;
import dev.whereabouts.debugcall.expression.ExpressionException;
import dev.whereabouts.debugcall.script.ScriptException;
import dev.whereabouts.debugcall.script.Step;
import dev.whereabouts.debugcall.session.Debugger;
import dev.whereabouts.debugcall.session.Words;
import dev.whereabouts.debugcall.transcript.Failure;
import dev.whereabouts.debugcall.transcript.Recorder;
import dev.whereabouts.debugcall.value.GoString;
import dev.whereabouts.debugcall.value.InterfaceReader;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Does what a debugger's own sequence says, step by step. A step that cannot be done is a failure, and the next one follows. */
final class StepRunner {

    private static final int STRING_SIZE = 16;
    private static final int INTERFACE_SIZE = 16;

    private final Debugger debugger;
    private final Recorder recorder;
    private final Consumer<Failure> failures;
    private Words words;

    StepRunner(Debugger debugger, Recorder recorder, Consumer<Failure> failures) {
        this.debugger = debugger;
        this.recorder = recorder;
        this.failures = failures;
    }

    void run(List<Step> steps) throws InterruptedException {
        for (int i = 0; i < steps.size() && !debugger.isOver(); i++) {
            String pointer = "/steps/" + i;
            words = new Words(debugger);
            try {
                run(steps.get(i), pointer);
            } catch (ExpressionException e) {
                if (!words.isUnsaved()) {
                    throw ScriptException.invalid(pointer, e.getMessage());
                }
                failures.accept(new Failure(pointer, recorder.lastEvent(), "a saved value", e.getMessage()));
            } catch (GuestFault e) {
                unreachable(pointer, e.address());
            }
        }
    }

    private void run(Step step, String pointer) throws InterruptedException {
        switch (step) {
            case Step.Save(Set<RegisterName> registers) -> debugger.save(registers);
            case Step.Assign(var registers) -> registers
                    .forEach((register, value) -> debugger.set(register, value.with(value.low().evaluate(words))));
            case Step.Write(Expression at, Step.Content content) -> {
                long address = at.evaluate(words);
                if (!debugger.write(address, content.bytes(value -> value.evaluate(words)), "")) {
                    unreachable(pointer, address);
                }
            }
            case Step.Push(Expression value) -> debugger.push(value.evaluate(words), "");
            case Step.Read(Expression at, Step.Form form) -> {
                long address = at.evaluate(words);
                if (debugger.read(address, size(form)).isEmpty()) {
                    unreachable(pointer, address);
                }
            }
            case Step.ReadRegisters(List<RegisterName> registers) -> debugger.readRegisters(Set.copyOf(registers));
            case Step.Resume() -> debugger.resume();
            case Step.Advance(long instructions) -> debugger.step(instructions);
            case Step.Restore(Set<RegisterName> registers) -> debugger.restore(registers);
            case Step.Expect expect -> expect(expect, pointer + "/expect");
        }
    }

    private void unreachable(String pointer, long address) {
        failures.accept(new Failure(pointer, recorder.lastEvent(), "memory that the program can reach",
                "nothing at 0x" + Long.toHexString(address)));
    }

    private static int size(Step.Form form) {
        return switch (form) {
            case Step.Form.Bytes(int size) -> size;
            case Step.Form.Word(int size) -> size;
            case Step.Form.Text() -> STRING_SIZE;
            case Step.Form.EmptyInterface() -> INTERFACE_SIZE;
        };
    }

    private void expect(Step.Expect expect, String pointer) {
        expect.status().ifPresent(status -> expectStatus(status, expect, pointer));
        expect.registers().forEach((register, value) -> compare(pointer + "/registers/" + register.name(),
                hex(value.with(value.low().evaluate(words))), hex(debugger.register(register))));
        expect.at().ifPresent(at -> compare(pointer + "/at", hex(RegisterName.unsigned(at.evaluate(words))),
                hex(RegisterName.unsigned(debugger.target().cpu().rip))));
        expect.reason().ifPresent(reason -> compare(pointer + "/reason", reason,
                GoString.readHeader(debugger.target().memory(), sp()).text()));
        expect.panic().ifPresent(panic -> Expectations.comparePanic(panic,
                InterfaceReader.readEmpty(sp(), debugger.target()), pointer + "/panic", this::compare));
        for (int i = 0; i < expect.memory().size(); i++) {
            Step.ExpectedMemory memory = expect.memory().get(i);
            byte[] actual = new byte[memory.bytes().length];
            debugger.target().memory().read(memory.at().evaluate(words), actual, 0, actual.length);
            compare(pointer + "/memory/" + i, HexFormat.of().formatHex(memory.bytes()),
                    HexFormat.of().formatHex(actual));
        }
    }

    private void expectStatus(long status, Step.Expect expect, String pointer) {
        RegisterName register = expect.statusRegister()
                .orElseGet(() -> RegisterName.general(debugger.target().protocol().statusRegister()));
        compare(pointer + "/status", Long.toString(status),
                debugger.readStatus(register).toString());
    }

    private long sp() {
        return debugger.target().cpu().gpr[Cpu.RSP];
    }

    private void compare(String pointer, String expected, String actual) {
        if (!expected.equals(actual)) {
            failures.accept(new Failure(pointer, recorder.lastEvent(), expected, actual));
        }
    }

    private static String hex(BigInteger value) {
        return "0x" + value.toString(16);
    }
}

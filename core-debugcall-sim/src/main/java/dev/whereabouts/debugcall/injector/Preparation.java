package dev.whereabouts.debugcall.injector;

import dev.whereabouts.amd64.abi.CallLayout;
import dev.whereabouts.amd64.abi.Signature;
import dev.whereabouts.amd64.cpu.GuestFault;
import dev.whereabouts.amd64.register.GoVersion;
import dev.whereabouts.amd64.state.RegisterName;
import dev.whereabouts.debugcall.expression.Expression;
import dev.whereabouts.debugcall.expression.ExpressionException;
import dev.whereabouts.debugcall.script.Call;
import dev.whereabouts.debugcall.script.ScriptException;
import dev.whereabouts.debugcall.script.Step;
import dev.whereabouts.debugcall.session.Debugger;
import dev.whereabouts.debugcall.session.Words;
import dev.whereabouts.debugcall.session.Write;
import dev.whereabouts.debugcall.target.Callee;
import dev.whereabouts.debugcall.target.Target;
import dev.whereabouts.debugcall.value.ArgumentPlacer;
import dev.whereabouts.debugcall.value.MemoryWrite;
import dev.whereabouts.debugcall.value.PlacedArguments;
import dev.whereabouts.debugcall.value.ValueException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Makes prepared calls of calls. */
final class Preparation {

    private final Debugger debugger;
    private final Target target;

    Preparation(Debugger debugger) {
        this.debugger = debugger;
        this.target = debugger.target();
    }

    /**
     * Finds everything that a call needs.
     *
     * @param pointer of the call in the script
     * @throws ScriptException if the program has no such function, or it cannot be given such arguments
     */
    PreparedCall prepare(Call call, String pointer) {
        Optional<Callee> callee = call.isCalled() ? Optional.of(callee(call, pointer)) : Optional.empty();
        List<Write> writes = new ArrayList<>();
        for (int i = 0; i < call.writes().size(); i++) {
            writes.add(write(call.writes().get(i), pointer + "/writes/" + i));
        }
        Map<RegisterName, BigInteger> registers = new LinkedHashMap<>();
        byte[] frame = new byte[0];
        long needed = 0;
        switch (call.arguments()) {
            case Call.Arguments.Typed typed -> {
                if (callee.isPresent()) {
                    PlacedArguments placed = place(typed, callee.get(), pointer);
                    placed.registers().forEach((name, value) -> registers.put(RegisterName.byName().get(name),
                            RegisterName.unsigned(value)));
                    for (MemoryWrite write : placed.writes()) {
                        writes.add(new Write(write.address(), write.bytes(), write.what()));
                    }
                    frame = placed.frame();
                    needed = placed.frameSize();
                }
            }
            case Call.Arguments.ByHand byHand -> {
                frame = byHand.frame().orElse(frame);
                byHand.registers().forEach((register, value) -> registers.put(register, value
                        .with(evaluate(value.low(), pointer + "/registers/" + register.name()))));
                needed = Math.max(frame.length,
                        callee.flatMap(Callee::signature).map(signature -> size(signature, callee.get())).orElse(0L));
            }
        }
        call.context().ifPresent(context -> registers.put(
                RegisterName.general(target.protocol().contextRegister()),
                RegisterName.unsigned(evaluate(context, pointer + "/context"))));
        return new PreparedCall(callee.map(found -> OptionalLong.of(found.entry())).orElse(OptionalLong.empty()),
                call.frameSize().orElse(needed), writes, frame, registers);
    }

    private static long size(Signature signature, Callee callee) {
        return CallLayout.of(signature, callee.convention(), GoVersion.NEWEST).area()
                .map(CallLayout.ArgumentArea::size).orElse(0L);
    }

    private Callee callee(Call call, String pointer) {
        return switch (call.function().orElseThrow(
                () -> ScriptException.invalid(pointer, "expected a function or a pc to call"))) {
            case Call.CalledFunction.Named(String name) -> {
                long entry = target.addressOf(name).orElseThrow(() -> ScriptException.invalid(pointer + "/function",
                        "the program has no function " + name));
                yield known(entry, name);
            }
            case Call.CalledFunction.AtAddress(Expression pc) -> {
                long entry = evaluate(pc, pointer + "/pc");
                yield known(entry, "0x" + Long.toHexString(entry));
            }
        };
    }

    private Callee known(long entry, String name) {
        return target.calleeAt(entry).orElseGet(
                () -> new Callee(name, entry, Optional.empty(), target.protocol().convention(), false));
    }

    private PlacedArguments place(Call.Arguments.Typed typed, Callee callee, String pointer) {
        Signature signature = callee.signature().orElseThrow(() -> ScriptException.invalid(pointer + "/arguments",
                "the program does not say what " + callee.name()
                        + " takes: place its arguments by hand, with frameSize, registers and frame"));
        try {
            return ArgumentPlacer.place(typed.values(), signature, callee.convention(), target);
        } catch (ValueException e) {
            throw ScriptException.invalid(pointer + "/arguments" + e.pointer(), e.getMessage());
        }
    }

    private Write write(Step.Write write, String pointer) {
        return new Write(evaluate(write.at(), pointer + "/at"),
                write.content().bytes(value -> evaluate(value, pointer + "/value")), "given by the script");
    }

    private long evaluate(Expression expression, String pointer) {
        try {
            return expression.evaluate(new Words(debugger));
        } catch (ExpressionException e) {
            throw ScriptException.invalid(pointer, e.getMessage());
        } catch (GuestFault e) {
            throw ScriptException.invalid(pointer, "the program has no memory at 0x" + Long.toHexString(e.address()));
        }
    }
}

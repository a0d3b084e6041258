package dev.whereabouts.debugcall.session;

import dev.whereabouts.debugcall.expression.Expression;
import dev.whereabouts.amd64.state.RegisterName;
import java.util.OptionalLong;

/** What expressions of a script mean where the program is stopped. */
public final class Words implements Expression.Context {

    private final Debugger debugger;

    public Words(Debugger debugger) {
        this.debugger = debugger;
    }

    @Override
    public long register(RegisterName register) {
        return debugger.register(register).longValue();
    }

    @Override
    public OptionalLong saved(RegisterName register) {
        return debugger.saved(register).map(value -> OptionalLong.of(value.longValue()))
                .orElse(OptionalLong.empty());
    }

    @Override
    public OptionalLong symbol(String name) {
        return debugger.target().addressOf(name);
    }

    @Override
    public long load(long address) {
        return debugger.target().memory().readLong(address);
    }
}

package dev.whereabouts.debugcall.session;

import dev.whereabouts.debugcall.expression.Expression;
import dev.whereabouts.amd64.state.RegisterName;
import java.util.OptionalLong;

/** What expressions of a script mean where the program is stopped. */
public final class Words implements Expression.Context {

    private final Debugger debugger;
    private boolean isUnsaved;

    public Words(Debugger debugger) {
        this.debugger = debugger;
    }

    @Override
    public long register(RegisterName register) {
        return debugger.register(register).longValue();
    }

    @Override
    public OptionalLong saved(RegisterName register) {
        OptionalLong value = debugger.saved(register).map(kept -> OptionalLong.of(kept.longValue()))
                .orElse(OptionalLong.empty());
        isUnsaved |= value.isEmpty();
        return value;
    }

    @Override
    public OptionalLong symbol(String name) {
        return debugger.target().addressOf(name);
    }

    @Override
    public long load(long address) {
        return debugger.target().memory().readLong(address);
    }

    /** Whether a value was asked for that was not saved: the fault of the sequence, not of the expression. */
    public boolean isUnsaved() {
        return isUnsaved;
    }
}

package dev.whereabouts.debugcall.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.whereabouts.amd64.state.RegisterName;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {

    private static final Map<String, Long> SYMBOLS = Map.of("main.scratch", 0x5000L, "main.(*T).Add", 0x6000L,
            "go:itab.*main.myErr,error", 0x7000L, "type:.eq.[2]interface {}", 0x8000L, "main.f-fm", 0x9000L,
            "main.gT", 0xa000L, "saved.thing", 0xb000L);

    private static final Expression.Context CONTEXT = new Expression.Context() {

        @Override
        public long register(RegisterName register) {
            return 0x100 + register.bits();
        }

        @Override
        public OptionalLong saved(RegisterName register) {
            return register.name().equals("RIP") ? OptionalLong.of(0x200) : OptionalLong.empty();
        }

        @Override
        public OptionalLong symbol(String name) {
            return SYMBOLS.containsKey(name) ? OptionalLong.of(SYMBOLS.get(name)) : OptionalLong.empty();
        }

        @Override
        public long load(long address) {
            return address * 2;
        }
    };

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"7 | 0x7", "-1 | 0xffffffffffffffff",
            "0xFFFFFFFFFFFFFFFF | 0xffffffffffffffff",
            "18446744073709551615 | 0xffffffffffffffff", "-9223372036854775808 | 0x8000000000000000", "5+3-0x2 | 0x6",
            "RSP-8 | 0x138", "XMM1 | 0x180", "saved.RIP+0x10 | 0x210", "main.scratch | 0x5000",
            "main.scratch+0x40 | 0x5040", "main.scratch +8 | 0x5008", "main.(*T).Add+1-2 | 0x5fff",
            "go:itab.*main.myErr,error | 0x7000", "type:.eq.[2]interface {}+8 | 0x8008", "main.f-fm | 0x9000",
            "main.f-fm-1 | 0x8fff", "*(main.gT) | 0x14000", "*(main.gT)+8 | 0x14008", "*(*(main.gT+4)-8) | 0x28000",
            "*(main.(*T).Add) | 0xc000", "saved.thing | 0xb000", "RSP-9223372036854775808 | 0x8000000000000140"})
    void hasAValue(String text, String value) {
        Expression expression = Expression.parse(text);
        assertThat("0x" + Long.toHexString(expression.evaluate(CONTEXT))).isEqualTo(value);
        assertThat(Expression.parse(expression.toString())).isEqualTo(expression);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "+8", "12ab", "0x", "-", "18446744073709551616", "-9223372036854775809",
            "0x10000000000000000", "*main.T", "*(main.T", "*()", "main.\u0000f", "5 + 3", "-x",
            "99999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999"})
    void isRefused(String text) {
        assertThatThrownBy(() -> Expression.parse(text)).isInstanceOf(ExpressionException.class);
    }

    @Test
    void hasNoValueWhereAnythingIsUnknown() {
        assertThatThrownBy(() -> Expression.parse("main.nothing+8").evaluate(CONTEXT))
                .isInstanceOf(ExpressionException.class).hasMessage("the program has no symbol main.nothing");
        assertThatThrownBy(() -> Expression.parse("saved.RAX").evaluate(CONTEXT))
                .isInstanceOf(ExpressionException.class).hasMessage("RAX was not saved");
    }

    @Test
    void isBounded() {
        assertThatThrownBy(() -> Expression.parse("a".repeat(Expression.MAX_LENGTH + 1)))
                .isInstanceOf(ExpressionException.class).hasMessageContaining("longer");
        String deep = "*(".repeat(Expression.MAX_DEPTH) + "8" + ")".repeat(Expression.MAX_DEPTH);
        assertThatThrownBy(() -> Expression.parse(deep)).isInstanceOf(ExpressionException.class)
                .hasMessageContaining("followed");
    }
}

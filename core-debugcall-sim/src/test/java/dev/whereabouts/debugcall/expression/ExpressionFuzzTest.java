package dev.whereabouts.debugcall.expression;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

/** Any text is read or refused; what was read prints as text that reads the same. */
class ExpressionFuzzTest {

    @FuzzTest
    void expressions(FuzzedDataProvider data) {
        String text = data.consumeRemainingAsString();
        try {
            Expression expression = Expression.parse(text);
            assertThat(Expression.parse(expression.toString())).isEqualTo(expression);
        } catch (ExpressionException e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
    }
}

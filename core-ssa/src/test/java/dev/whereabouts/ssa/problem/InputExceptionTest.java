package dev.whereabouts.ssa.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class InputExceptionTest {

    @Test
    void pointersCountFromTheDocumentAndLinesStay() {
        InputException refused = InputException.invalid(List.of(new Fault(new Place.Pointer("/blocks/2"), "a"),
                new Fault(new Place.Pointer(""), "b"), new Fault(new Place.Position(7, 3), "c")));

        assertThat(refused.within("/functions/4").faults()).containsExactly(
                new Fault(new Place.Pointer("/functions/4/blocks/2"), "a"),
                new Fault(new Place.Pointer("/functions/4"), "b"), new Fault(new Place.Position(7, 3), "c"));
    }

    @Test
    void theLimitStaysNamed() {
        InputException refused = InputException.limit(new Place.Pointer(""), "values", 5).within("/functions/0");

        assertThat(refused.kind()).isEqualTo(InputException.Kind.LIMIT);
        assertThat(refused.limit()).isEqualTo("values");
    }
}

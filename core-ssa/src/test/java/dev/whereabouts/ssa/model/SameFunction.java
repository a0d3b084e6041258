package dev.whereabouts.ssa.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;

/** Compares two functions by everything they hold. */
public final class SameFunction {

    private SameFunction() {}

    public static void assertSame(Function actual, Function expected) {
        try {
            for (Field field : Function.class.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !field.getName().equals("homeTuples")) {
                    assertThat(field.get(actual)).as(field.getName()).isEqualTo(field.get(expected));
                }
            }
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
        assertThat(actual.homeTuples).hasSameSizeAs(expected.homeTuples);
        for (int i = 0; i < actual.homeTuples.size(); i++) {
            assertThat(actual.homeTuples.get(i)).as("tuple " + i).isEqualTo(expected.homeTuples.get(i));
        }
    }
}

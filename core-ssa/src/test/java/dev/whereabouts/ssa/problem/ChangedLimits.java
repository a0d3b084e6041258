package dev.whereabouts.ssa.problem;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The default limits with some changed by name, so that tests name only what they are about. */
public final class ChangedLimits {

    private ChangedLimits() {}

    public static Limits of(String name, long value) {
        return of(Map.of(name, value));
    }

    public static Limits of(Map<String, Long> changes) {
        Map<String, Long> left = new HashMap<>(changes);
        RecordComponent[] components = Limits.class.getRecordComponents();
        Object[] values = new Object[components.length];
        Class<?>[] types = new Class<?>[components.length];
        try {
            for (int i = 0; i < components.length; i++) {
                Long changed = left.remove(components[i].getName());
                types[i] = components[i].getType();
                values[i] = changed == null
                        ? components[i].getAccessor().invoke(Limits.DEFAULT)
                        : types[i] == int.class ? (Object) Math.toIntExact(changed) : changed;
            }
            if (!left.isEmpty()) {
                throw new IllegalArgumentException("no such limits: " + left.keySet());
            }
            return Limits.class.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(Arrays.toString(types), e);
        }
    }
}

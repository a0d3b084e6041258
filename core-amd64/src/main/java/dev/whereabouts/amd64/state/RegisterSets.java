package dev.whereabouts.amd64.state;

import dev.whereabouts.amd64.cpu.Cpu;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Groups of registers that are saved and restored together. */
public final class RegisterSets {

    /** RAX to R15, RSP among them. */
    public static final Set<RegisterName> GENERAL = IntStream.range(0, Cpu.ZERO).mapToObj(RegisterName::general)
            .collect(Collectors.toCollection(LinkedHashSet::new));

    /** RIP. */
    public static final Set<RegisterName> INSTRUCTION_POINTER = named(List.of("RIP"));

    /** RFLAGS. */
    public static final Set<RegisterName> FLAGS = named(List.of("RFLAGS"));

    /** YMM0 to YMM15, so XMM0 to XMM15 with them, and MXCSR. */
    public static final Set<RegisterName> VECTORS = vectors();

    /** All of these. */
    public static final Set<RegisterName> ALL = union(GENERAL, INSTRUCTION_POINTER, FLAGS, VECTORS);

    /** What is given back at status 16: all but RIP and RSP. */
    public static final Set<RegisterName> RESTORED = restored();

    private RegisterSets() {}

    private static Set<RegisterName> named(Collection<String> names) {
        return names.stream().map(RegisterName.byName()::get).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Set<RegisterName> vectors() {
        return RegisterName.byName().values().stream()
                .filter(register -> register.name().startsWith("YMM") || register.name().equals("MXCSR"))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Set<RegisterName> restored() {
        Set<RegisterName> all = new LinkedHashSet<>(ALL);
        all.removeAll(named(List.of("RIP", "RSP")));
        return all;
    }

    @SafeVarargs
    private static Set<RegisterName> union(Set<RegisterName>... sets) {
        Set<RegisterName> all = new LinkedHashSet<>();
        for (Set<RegisterName> set : sets) {
            all.addAll(set);
        }
        return all;
    }

    /** Those whose values are not the same in both. */
    public static Set<RegisterName> different(Set<RegisterName> among, Cpu a, Cpu b) {
        return among.stream().filter(register -> !register.read(a).equals(register.read(b)))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Their names. */
    public static String describe(Set<RegisterName> registers) {
        return registers.stream().map(RegisterName::name).collect(Collectors.joining(", "));
    }

    /** Their names and both values. */
    public static String describeChanges(Set<RegisterName> registers, Cpu before, Cpu after) {
        return registers.stream()
                .map(register -> register.name() + " was 0x" + register.read(before).toString(16) + " and is 0x"
                        + register.read(after).toString(16))
                .collect(Collectors.joining("; "));
    }
}

package dev.whereabouts.debugcall.script;

import dev.whereabouts.amd64.state.RegisterName;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The registers that a debugger saves and restores: one by one, or in groups. Vectors go whole, so by their YMM names. */
final class SavedRegisters {

    private static final Set<RegisterName> FLAGS = those(name -> name.equals("RFLAGS"));
    private static final Set<RegisterName> VECTORS = those(name -> name.startsWith("YMM") || name.equals("MXCSR"));
    private static final Set<RegisterName> GENERAL = those(name -> name.startsWith("R") && !name.equals("RFLAGS"));
    private static final Map<String, Set<RegisterName>> GROUPS = Map.of("general", GENERAL, "flags", FLAGS, "vectors",
            VECTORS);

    /** RAX to R15, RIP, RFLAGS, YMM0 to YMM15 and MXCSR. */
    static final Set<RegisterName> ALL = those(
            name -> GROUPS.values().stream().flatMap(Set::stream).anyMatch(each -> each.name().equals(name)));

    /** What is given back at status 16: all but RIP and RSP. */
    static final Set<RegisterName> RESTORED = without(those(name -> name.equals("RIP") || name.equals("RSP")));

    private SavedRegisters() {}

    private static Set<RegisterName> those(Predicate<String> wanted) {
        return RegisterName.byName().values().stream().filter(register -> wanted.test(register.name()))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Set<RegisterName> without(Set<RegisterName> these) {
        return ALL.stream().filter(register -> !these.contains(register)).collect(Collectors.toUnmodifiableSet());
    }

    static String groups() {
        return GROUPS.keySet().stream().sorted().collect(Collectors.joining(", "));
    }

    /** The registers of a list. */
    static Set<RegisterName> selected(Element list) {
        Set<RegisterName> selected = new HashSet<>();
        Element.each(list.list(), item -> {
            Set<RegisterName> group = GROUPS.get(item.text());
            return group == null ? selected.add(saved(item)) : selected.addAll(group);
        });
        return selected;
    }

    /** All but those of a list. */
    static Set<RegisterName> allBut(Element list) {
        return without(selected(list));
    }

    private static RegisterName saved(Element item) {
        RegisterName named = item.register();
        RegisterName whole = named.name().startsWith("XMM")
                ? RegisterName.byName().get("Y" + named.name().substring(1))
                : named;
        if (!ALL.contains(whole)) {
            throw item.refused(named.name() + " is not among the registers that are saved");
        }
        return whole;
    }
}

package dev.whereabouts.debugcall.script;

import dev.whereabouts.amd64.state.RegisterName;
import dev.whereabouts.amd64.state.RegisterSets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The registers that a debugger saves and restores: one by one, or in groups. Vectors go whole, so by their YMM names. */
final class SavedRegisters {

    private static final Map<String, Set<RegisterName>> GROUPS = Map.of("general", general(), "flags",
            RegisterSets.FLAGS,
            "vectors", RegisterSets.VECTORS);

    private SavedRegisters() {}

    private static Set<RegisterName> general() {
        Set<RegisterName> general = new HashSet<>(RegisterSets.GENERAL);
        general.addAll(RegisterSets.INSTRUCTION_POINTER);
        return general;
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
        Set<RegisterName> others = new HashSet<>(RegisterSets.ALL);
        others.removeAll(selected(list));
        return others;
    }

    private static RegisterName saved(Element item) {
        RegisterName named = item.register();
        RegisterName whole = named.name().startsWith("XMM")
                ? RegisterName.byName().get("Y" + named.name().substring(1))
                : named;
        if (!RegisterSets.ALL.contains(whole)) {
            throw item.refused(named.name() + " is not among the registers that are saved");
        }
        return whole;
    }
}

package dev.whereabouts.debugcall.binary.type;

import dev.whereabouts.amd64.abi.BasicType;
import dev.whereabouts.amd64.abi.GoType;
import dev.whereabouts.amd64.abi.NamedType;
import dev.whereabouts.amd64.abi.Signature;
import dev.whereabouts.amd64.abi.Signature.Parameter;
import dev.whereabouts.debugcall.binary.dwarf.Dwarf;
import dev.whereabouts.debugcall.binary.dwarf.Entry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What functions take and give, from their entries. A method's receiver is its first parameter. */
public final class Signatures {

    /** Results without a name have one of the compiler's, such as {@code ~r0}. */
    private static final String UNNAMED = "~";

    private static final String DICTIONARY = ".dict";
    private static final String SHAPE = "[go.shape.";

    /** What follows the type arguments in a method's name; a closure's is {@code .func1}, and it finds the dictionary in its context. */
    private static final Pattern METHOD = Pattern.compile("\\)?\\.(?!(?:func|gowrap|deferwrap|init)\\d)[^.]+");

    /** Functions that the compiler makes for a type's own comparison and hash. */
    private static final Pattern GENERATED = Pattern.compile("type[:.]|go[:.](?!shape)");

    private final EntryTypes types;

    public Signatures(EntryTypes types) {
        this.types = types;
    }

    /** The signature of a function. Of one that was inlined elsewhere, too, the entry that all copies share tells all parameters. */
    public Signature signature(Entry function) {
        Entry declared = function.reference(Dwarf.AT_ABSTRACT_ORIGIN).orElse(function);
        List<Parameter> parameters = new ArrayList<>();
        List<Parameter> results = new ArrayList<>();
        Set<String> unnamed = new HashSet<>();
        for (Entry each : declared.unit().children(declared)) {
            // where a function defers, an optimised build tells a result twice, by the name that the compiler gave it
            boolean isRepeated = each.name().startsWith(UNNAMED) && !unnamed.add(each.name());
            if (each.tag() == Dwarf.TAG_FORMAL_PARAMETER && !isRepeated) {
                String name = each.name();
                GoType type = each.reference(Dwarf.AT_TYPE).map(types::type)
                        .orElseGet(() -> NamedType.undefined(each.name()));
                (each.isSet(Dwarf.AT_VARIABLE_PARAMETER) ? results : parameters)
                        .add(new Parameter(name.startsWith(UNNAMED) ? "" : name, type));
            }
        }
        addDictionary(function.name(), parameters);
        return new Signature(Optional.empty(), parameters, results);
    }

    /**
     * Code that several instantiations of a generic function share takes a dictionary of their types, first or behind the receiver. Debug information of
     * an optimised build leaves it out.
     */
    private static void addDictionary(String function, List<Parameter> parameters) {
        boolean isTold = parameters.stream().anyMatch(each -> each.name().equals(DICTIONARY));
        if (isTold || !function.contains(SHAPE) || GENERATED.matcher(function).lookingAt()) {
            return;
        }
        String behind = function.substring(function.lastIndexOf(']') + 1);
        Parameter dictionary = new Parameter(DICTIONARY, BasicType.UINTPTR);
        if (behind.isEmpty()) {
            parameters.addFirst(dictionary);
        } else if (!parameters.isEmpty() && METHOD.matcher(behind).matches()) {
            parameters.add(1, dictionary);
        }
    }

    /** Whether a function reads variables of a closure. */
    public boolean isClosure(Entry function) {
        return function.unit().inside(function).stream().anyMatch(each -> each.has(Dwarf.AT_GO_CLOSURE_OFFSET));
    }
}

package dev.whereabouts.amd64.abi;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a function takes and gives.
 *
 * @param receiver   of a method
 * @param parameters without the receiver
 */
public record Signature(Optional<Parameter> receiver, List<Parameter> parameters, List<Parameter> results) {

    /**
     * A parameter or result.
     *
     * @param name     empty where there is none
     * @param variadic whether it takes the rest of the arguments; its type is the slice of them
     */
    public record Parameter(String name, GoType type, boolean variadic) {

        public Parameter(String name, GoType type) {
            this(name, type, false);
        }

        @Override
        public String toString() {
            String shown = variadic && type instanceof SliceType slice ? "..." + slice.element() : type.toString();
            return name.isEmpty() ? shown : name + " " + shown;
        }
    }

    public Signature {
        parameters = List.copyOf(parameters);
        results = List.copyOf(results);
    }

    /** A function without receiver, its parameters without names. */
    public static Signature of(List<? extends GoType> parameters, List<? extends GoType> results) {
        return new Signature(Optional.empty(), unnamed(parameters), unnamed(results));
    }

    /** All that is passed, in the order of the ABI: the receiver first. */
    public List<Parameter> arguments() {
        List<Parameter> all = new ArrayList<>(parameters.size() + 1);
        receiver.ifPresent(all::add);
        all.addAll(parameters);
        return all;
    }

    List<GoType> types() {
        return Stream.concat(arguments().stream(), results.stream()).map(Parameter::type).toList();
    }

    private static List<Parameter> unnamed(List<? extends GoType> types) {
        return types.stream().map(type -> new Parameter("", type)).toList();
    }

    @Override
    public String toString() {
        String head = receiver.map(r -> "method(" + r + ") func").orElse("func") + list(parameters);
        if (results.isEmpty()) {
            return head;
        }
        boolean bare = results.size() == 1 && results.getFirst().name().isEmpty();
        return head + " " + (bare ? results.getFirst().toString() : list(results));
    }

    private static String list(List<Parameter> parameters) {
        return parameters.stream().map(Parameter::toString).collect(Collectors.joining(", ", "(", ")"));
    }
}

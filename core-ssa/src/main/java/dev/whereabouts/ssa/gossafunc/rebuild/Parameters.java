package dev.whereabouts.ssa.gossafunc.rebuild;

import dev.whereabouts.amd64.abi.CallLayout;
import dev.whereabouts.amd64.abi.CallingConvention;
import dev.whereabouts.amd64.abi.GoType;
import dev.whereabouts.amd64.abi.Placement;
import dev.whereabouts.amd64.abi.RegisterPiece;
import dev.whereabouts.amd64.abi.Signature;
import dev.whereabouts.amd64.abi.TypeException;
import dev.whereabouts.amd64.register.GoVersion;
import dev.whereabouts.amd64.register.RegisterFile;
import dev.whereabouts.ssa.gossafunc.printed.PrintedBlock;
import dev.whereabouts.ssa.gossafunc.printed.PrintedHome;
import dev.whereabouts.ssa.gossafunc.printed.PrintedValue;
import dev.whereabouts.ssa.gossafunc.trail.TrailVariable;
import dev.whereabouts.ssa.gossafunc.type.TypeFacts;
import dev.whereabouts.ssa.model.Piece;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * The parameters of a function in the order of the ABI: names and types from the first print, which has one address for each, and the
 * registers by the ABI's rules, or, where a type stays unknown, as far as the last print and the log show them.
 */
final class Parameters {

    private static final String ADDRESS = "LocalAddr";
    private static final String RESULT = "MakeResult";
    private static final String TYPE_IN_HEADING = " func(";

    private final DumpedFunction dumped;
    private final TypeFacts facts;
    private final Map<String, Parameter> byName = new LinkedHashMap<>();
    private final Map<String, TreeMap<Long, Piece>> shown = new LinkedHashMap<>();
    private final Map<String, OptionalLong> results = new LinkedHashMap<>();
    private final List<Choice> choices = new ArrayList<>();

    /**
     * A parameter.
     *
     * @param cfaOffset bytes from the CFA, where the ABI's rules say
     * @param decided   whether the ABI's rules say how it arrives
     */
    record Parameter(String name, String type, List<Piece> pieces, OptionalLong cfaOffset, boolean decided) {}

    Parameters(DumpedFunction dumped, GoVersion version) {
        this.dumped = dumped;
        this.facts = dumped.facts();
        showPieces();
        List<PrintedValue> addresses = addresses(dumped);
        Optional<CallLayout> layout = layout(addresses, version);
        int count = layout.map(l -> l.arguments().size()).orElseGet(() -> countArguments(addresses));
        for (int i = 0; i < addresses.size(); i++) {
            PrintedValue address = addresses.get(i);
            String name = TrailVariable.bare(address.aux());
            int index = i;
            if (i >= count) {
                results.put(name, layout.map(CallLayout::results).filter(all -> index - count < all.size())
                        .map(all -> all.get(index - count).placement()).map(Parameters::stackOffset)
                        .orElse(OptionalLong.empty()));
                continue;
            }
            String type = address.type().startsWith("*") ? address.type().substring(1) : address.type();
            byName.putIfAbsent(name, parameter(name, type, layout.map(l -> l.arguments().get(index).placement())));
        }
    }

    /** The names of parameters, then those of results, in the order of the ABI. */
    static List<String> names(DumpedFunction dumped) {
        return addresses(dumped).stream().map(address -> TrailVariable.bare(address.aux())).toList();
    }

    /** In the order of the ABI, by name: a function has no two parameters of one name. */
    Map<String, Parameter> byName() {
        return byName;
    }

    /** Results by name, with their places in bytes from the CFA where they are passed on the stack and it is known. */
    Map<String, OptionalLong> results() {
        return results;
    }

    List<Choice> choices() {
        return choices;
    }

    /** One for each parameter, then one for each result, before everything else that the function does. */
    private static List<PrintedValue> addresses(DumpedFunction dumped) {
        List<PrintedValue> entry = dumped.first().blocks().getFirst().values();
        List<PrintedValue> addresses = new ArrayList<>();
        int memory = entry.stream().filter(v -> v.op().equals("InitMem")).mapToInt(PrintedValue::id).findFirst()
                .orElse(-1);
        for (PrintedValue value : entry) {
            if (value.op().equals(ADDRESS) && value.args().contains(memory) && !value.aux().startsWith(".autotmp_")) {
                addresses.add(value);
            }
        }
        addresses.sort(Comparator.comparingInt(PrintedValue::id));
        return addresses;
    }

    private Optional<CallLayout> layout(List<PrintedValue> addresses, GoVersion version) {
        try {
            Signature signature = signature(addresses);
            CallingConvention convention = dumped.abiInternal()
                    ? CallingConvention.ABI_INTERNAL
                    : CallingConvention.ABI0;
            return Optional.of(CallLayout.of(signature, convention, version));
        } catch (TypeException _) {
            return Optional.empty();
        }
    }

    /** As the heading has it, or, for a heading without a type as in {@code ssa.html}, as the addresses and the result show it. */
    private Signature signature(List<PrintedValue> addresses) {
        String heading = dumped.first().heading().text();
        if (heading.contains(TYPE_IN_HEADING)) {
            return facts.parser().header(heading).signature();
        }
        List<GoType> types = new ArrayList<>();
        for (PrintedValue address : addresses.subList(0, consecutive(addresses))) {
            types.add(facts.parser().type(address.type().substring(address.type().startsWith("*") ? 1 : 0)));
        }
        int count = resultCount().isPresent()
                ? Math.max(types.size() - resultCount().getAsInt(), 0)
                : Math.min(countArguments(addresses), types.size());
        return Signature.of(types.subList(0, count), types.subList(count, types.size()));
    }

    /** How many addresses were made one after the other: behind them may stand those of other variables. */
    private static int consecutive(List<PrintedValue> addresses) {
        int count = Math.min(addresses.size(), 1);
        while (count < addresses.size() && addresses.get(count).id() == addresses.get(count - 1).id() + 1) {
            count++;
        }
        return count;
    }

    /** The result is made of all results and of memory; a function that never returns makes none. */
    private OptionalInt resultCount() {
        return dumped.first().blocks().stream().flatMap(block -> block.values().stream())
                .filter(value -> value.op().equals(RESULT)).mapToInt(value -> value.args().size() - 1).findFirst();
    }

    private int countArguments(List<PrintedValue> addresses) {
        int last = 0;
        for (int i = 0; i < addresses.size(); i++) {
            String name = TrailVariable.bare(addresses.get(i).aux());
            boolean isArgument = dumped.first().blocks().getFirst().values().stream()
                    .anyMatch(v -> v.op().startsWith("Arg") && variable(v.aux()).equals(name));
            last = isArgument ? i + 1 : last;
        }
        return last;
    }

    private Parameter parameter(String name, String type, Optional<Placement> placement) {
        return switch (placement.orElse(new Placement.Undecided(type))) {
            case Placement.OnStack(long offset) -> new Parameter(name, type, List.of(), OptionalLong.of(offset), true);
            case Placement.InRegisters(List<RegisterPiece> pieces, OptionalLong spill) ->
                new Parameter(name, type, pieces.stream().map(Parameters::piece).toList(), spill, true);
            case Placement.Undecided(String unknown) -> undecided(name, type, unknown);
        };
    }

    private static OptionalLong stackOffset(Placement placement) {
        return placement instanceof Placement.OnStack(long offset) ? OptionalLong.of(offset) : OptionalLong.empty();
    }

    private Parameter undecided(String name, String type, String unknown) {
        List<Piece> pieces = new ArrayList<>(shown.getOrDefault(name, new TreeMap<>()).values());
        if (!dumped.hasLog() && dumped.optimized()) {
            choices.add(new Choice(name,
                    "in which registers the unused parts of this parameter arrive: the dump does not show type "
                            + unknown + "; the log shows them with -d=locationlists=2",
                    List.of("only the parts that are used")));
        }
        for (int i = 0; i + 1 < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            long padding = pieces.get(i + 1).offset() - piece.offset() - piece.size();
            pieces.set(i,
                    new Piece(piece.type(), piece.size(), piece.offset(), piece.register(), Math.max(padding, 0)));
        }
        return new Parameter(name, type, pieces, OptionalLong.empty(), false);
    }

    private static Piece piece(RegisterPiece piece) {
        return new Piece(piece.type().toString(), piece.size(), piece.offset(), piece.register(), piece.padding());
    }

    /** Gathers what the last print and the log show of pieces in registers. */
    private void showPieces() {
        Set<Integer> ids = new HashSet<>();
        for (PrintedBlock block : dumped.last().blocks()) {
            for (PrintedValue value : block.values()) {
                ids.add(value.id());
                if (value.op().equals("ArgIntReg") || value.op().equals("ArgFloatReg")) {
                    String register = value.home() instanceof PrintedHome.Register(String name) ? name : "";
                    show(variable(value.aux()), value.type(), offset(value.aux()), register);
                }
            }
        }
        for (Arrival arrival : dumped.arrivals()) {
            if (!ids.contains(arrival.value())) {
                show(TrailVariable.bare(arrival.slot().variable()), arrival.slot().type(), arrival.slot().offset(),
                        arrival.register());
            }
        }
    }

    private void show(String variable, String type, long offset, String register) {
        int id = RegisterFile.idOf(register);
        if (id != RegisterFile.NONE) {
            long size = Math.max(facts.size(type).orElse(0), 0);
            shown.computeIfAbsent(variable, _ -> new TreeMap<>()).putIfAbsent(offset,
                    new Piece(type, size, offset, id, 0));
        }
    }

    /** The variable in the aux of an {@code ArgIntReg}, such as {@code s+8}. */
    static String variable(String aux) {
        int plus = aux.lastIndexOf('+');
        return TrailVariable.bare(plus < 0 ? aux : aux.substring(0, plus));
    }

    /** The offset in the aux of an {@code ArgIntReg}, 0 where there is none. */
    static long offset(String aux) {
        int plus = aux.lastIndexOf('+');
        try {
            return plus < 0 ? 0 : Long.parseLong(aux.substring(plus + 1));
        } catch (NumberFormatException _) {
            return 0;
        }
    }
}

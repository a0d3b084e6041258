package dev.whereabouts.ssa.gossafunc.symbol;

import dev.whereabouts.ssa.gossafunc.symbol.Abbreviation.Attribute;
import dev.whereabouts.ssa.gossafunc.symbol.Abbreviation.Tag;
import dev.whereabouts.ssa.gossafunc.symbol.CompilerVariable.Role;
import dev.whereabouts.ssa.gossafunc.symbol.DumpedSymbol.Relocation;
import dev.whereabouts.ssa.gossafunc.symbol.EntryReader.Entry;
import dev.whereabouts.ssa.model.Function;
import dev.whereabouts.ssa.problem.InputException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Walks the entries of one function and collects its variables. */
final class FunctionEntries {

    private static final String INFO = "go:info.";
    private static final String ABSTRACT = "$abstract";

    private final DumpedSymbol info;
    private final ListSection lists;
    private final Map<String, DumpedSymbol> abstracts;
    private final List<CompilerVariable> variables = new ArrayList<>();

    private final Map<Origin, Description> origins = new HashMap<>();
    private final Map<String, EntryReader> readers = new HashMap<>();

    /** A place in an abstract instance. */
    private record Origin(String symbol, long offset) {}

    /** What does not depend on the inlined call that a variable belongs to. */
    private record Description(String name, Role role, int line, String type) {}

    /** What the entry whose children are being read is: a scope or function has the inlined call around it, if any. */
    private record Parent(InlinedCall inlined) {}

    FunctionEntries(DumpedSymbol info, DumpedSymbol lists, Map<String, DumpedSymbol> abstracts) {
        this.info = info;
        this.lists = lists == null ? null : new ListSection(lists);
        this.abstracts = abstracts;
    }

    List<CompilerVariable> variables() {
        EntryReader reader = new EntryReader(info);
        Deque<Parent> parents = new ArrayDeque<>();
        do {
            Entry entry = reader.next();
            if (entry.isEnd()) {
                if (parents.poll() == null) {
                    throw reader.malformed("the first entry is that of the function");
                }
                continue;
            }
            InlinedCall inlined = parents.isEmpty() ? null : parents.peek().inlined();
            switch (entry.abbreviation().tag()) {
                case FUNCTION, SCOPE -> parents.push(new Parent(inlined));
                case INLINED_CALL -> parents.push(new Parent(new InlinedCall(function(entry),
                        entry.numbers().get(Attribute.CALL_LINE), inlined)));
                case VARIABLE, PARAMETER -> collect(entry, inlined);
                case TYPE_PARAMETER -> {
                    // It names a type, not a variable.
                }
            }
        } while (!parents.isEmpty() && !reader.atEnd());
        return variables;
    }

    private void collect(Entry entry, InlinedCall inlined) {
        Relocation origin = entry.targets().get(Attribute.ORIGIN);
        Description description = origin == null
                ? describe(entry)
                : origins.computeIfAbsent(new Origin(origin.target(), origin.addend()), this::describe);
        if (description != null) {
            variables.add(new CompilerVariable(description.name(), description.role(), description.line(),
                    description.type(), inlined,
                    location(entry)));
        }
    }

    /** @return null where the abstract instance is not there, or has no variable at that place */
    private Description describe(Origin origin) {
        DumpedSymbol instance = abstracts.get(origin.symbol());
        if (instance == null) {
            return null;
        }
        EntryReader reader = readers.computeIfAbsent(origin.symbol(), _ -> new EntryReader(instance));
        reader.seek(origin.offset());
        Entry entry = reader.next();
        return entry.isEnd() || !entry.has(Attribute.NAME) || !entry.has(Attribute.TYPE) ? null : describe(entry);
    }

    private static Description describe(Entry entry) {
        return new Description(entry.texts().get(Attribute.NAME), role(entry),
                entry.numbers().getOrDefault(Attribute.DECLARATION_LINE, Function.UNKNOWN), type(entry));
    }

    private CompilerLocation location(Entry entry) {
        Relocation list = entry.targets().get(Attribute.LIST);
        if (list == null) {
            return new CompilerLocation.Fixed(entry.expressions().getOrDefault(Attribute.EXPRESSION, new byte[0]));
        }
        if (lists == null) {
            throw InputException.malformed(info.at().place(),
                    info.heading().name() + ": a variable has a location list, and the function none");
        }
        return new CompilerLocation.Listed(lists.at(list.addend()));
    }

    private static Role role(Entry entry) {
        if (entry.abbreviation().tag() != Tag.PARAMETER) {
            return Role.LOCAL;
        }
        return entry.numbers().get(Attribute.IS_RESULT) == 0 ? Role.PARAMETER : Role.RESULT;
    }

    private static String type(Entry entry) {
        String target = entry.targets().get(Attribute.TYPE).target();
        return target.startsWith(INFO) ? target.substring(INFO.length()) : "";
    }

    private static String function(Entry entry) {
        String target = entry.targets().get(Attribute.ORIGIN).target();
        return target.startsWith(INFO) && target.endsWith(ABSTRACT)
                ? target.substring(INFO.length(), target.length() - ABSTRACT.length())
                : target;
    }
}

package dev.whereabouts.ssa.gossafunc.rebuild;

import dev.whereabouts.ssa.gossafunc.DumpLine;
import dev.whereabouts.ssa.gossafunc.trail.TrailVariable;
import dev.whereabouts.ssa.model.Function;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The variables in a function's syntax tree, as the compiler prints it before it makes SSA: which are assigned in which line.
 *
 * <p>A variable is told from another of its name by where it was declared, the calls included through which its declaration was inlined.
 */
public final class SyntaxTree {

    private static final String INDENT = ".   ";
    private static final String NAME = "NAME-";
    private static final String CLASS = " Class:";
    private static final String POSITION = " # ";
    private static final String ADDRESS_TAKEN = " Addrtaken ";
    private static final String USED = " Used ";
    private static final String CHECKED = " tc(";

    private final int maxVariables;
    private final Map<String, Set<Declaration>> declarations = new HashMap<>();
    private final Map<String, List<Assignment>> assignments = new HashMap<>();
    private int variables;
    private int assignedLine = Function.UNKNOWN;
    private int assignedDepth = -1;
    private boolean assignedWhole;
    private int assignedBeforeDepth;
    private Declaration assignedBefore;

    /**
     * A variable.
     *
     * @param storage    the compiler's class, such as {@code PAUTO}
     * @param onlyMemory whether its address is taken, so that it is never in a register
     * @param type       Go type, with packages
     * @param position   where it was declared, from the outermost inlined call to the innermost
     */
    public record Declaration(String name, String storage, boolean onlyMemory, String type, String position) {}

    /**
     * @param line  the innermost source line
     * @param whole whether all of the variable is assigned, and not a field or element
     */
    private record Assignment(Declaration variable, int line, boolean whole) {}

    /** @param maxVariables how many variables and assignments are kept; more are ignored */
    public SyntaxTree(int maxVariables) {
        this.maxVariables = maxVariables;
    }

    /** Whether a line is one of a syntax tree. */
    public static boolean isLine(String text) {
        return text.startsWith(INDENT);
    }

    /** Takes the next line. */
    public void accept(DumpLine line) {
        String text = line.text();
        int depth = 0;
        while (text.startsWith(INDENT, depth * INDENT.length())) {
            depth++;
        }
        String node = text.substring(depth * INDENT.length());
        Declaration target = assignedBefore;
        assignedBefore = null;
        if (node.equals("AS") || node.startsWith("AS ")) {
            assignedLine = innermostLine(node);
            assignedDepth = depth + 1;
            assignedWhole = true;
        } else if (node.startsWith(NAME)) {
            variable(node, depth, target);
        } else if (depth == assignedDepth && (node.startsWith("DOT ") || node.startsWith("INDEX "))) {
            assignedDepth = depth + 1;
            assignedWhole = false;
        } else {
            assignedDepth = -1;
        }
    }

    /** @param target the variable that the line before assigns as a whole, or null */
    private void variable(String node, int depth, Declaration target) {
        int end = node.indexOf(' ');
        int storage = node.indexOf(CLASS);
        boolean assigned = depth == assignedDepth;
        assignedDepth = -1;
        if (end < 0 || storage < 0 || variables >= maxVariables) {
            return;
        }
        int position = node.lastIndexOf(POSITION);
        int storageEnd = node.indexOf(' ', storage + CLASS.length());
        Declaration declaration = new Declaration(TrailVariable.bare(node.substring(NAME.length(), end)),
                node.substring(storage + CLASS.length(), storageEnd < 0 ? node.length() : storageEnd),
                node.contains(ADDRESS_TAKEN), type(node, position),
                position < 0 ? "" : node.substring(position + POSITION.length()));
        if (declarations.computeIfAbsent(declaration.name, _ -> new LinkedHashSet<>()).add(declaration)) {
            variables++;
        }
        List<Assignment> ofName = assignments.computeIfAbsent(declaration.name, _ -> new ArrayList<>());
        if (assigned) {
            variables++;
            ofName.add(new Assignment(declaration, assignedLine, assignedWhole));
            assignedBefore = assignedWhole ? declaration : null;
            assignedBeforeDepth = depth;
        } else if (depth == assignedBeforeDepth && declaration.equals(target)) {
            // the compiler does nothing for x = x
            ofName.removeLast();
        }
    }

    /** The type stands before {@code tc(1)} and the position, after flags; unless it has a name, behind its kind and a hyphen. */
    private static String type(String node, int position) {
        String flags = position < 0 ? node : node.substring(0, position);
        int end = flags.lastIndexOf(CHECKED);
        int used = flags.lastIndexOf(USED, end < 0 ? flags.length() : end);
        if (used < 0) {
            return "";
        }
        String type = flags.substring(used + USED.length(), Math.max(end, used + USED.length()));
        int kind = 0;
        while (kind < type.length() && type.charAt(kind) >= 'A' && type.charAt(kind) <= 'Z') {
            kind++;
        }
        return kind > 1 && kind < type.length() && type.charAt(kind) == '-' ? type.substring(kind + 1) : type;
    }

    private static int innermostLine(String node) {
        int position = node.lastIndexOf(POSITION);
        String last = position < 0 ? "" : node.substring(Math.max(position, node.lastIndexOf(' ')) + 1);
        String[] parts = last.split(":");
        try {
            return parts.length < 3 ? Function.UNKNOWN : Integer.parseInt(parts[parts.length - 2]);
        } catch (NumberFormatException _) {
            return Function.UNKNOWN;
        }
    }

    /** The variables of a name that live in the frame. */
    public List<Declaration> declared(String name) {
        return declarations.getOrDefault(name, Set.of()).stream()
                .filter(d -> d.storage.equals("PAUTO") || d.storage.equals("PPARAM") || d.storage.equals("PPARAMOUT"))
                .toList();
    }

    /**
     * The variables of a name that are assigned in a source line, once for each assignment, in the order of the tree. An assignment of a
     * field or element counts where there are no others: that of the only one defines all of the variable.
     */
    public List<Declaration> assigned(String name, int line) {
        List<Assignment> inLine = assignments.getOrDefault(name, List.of()).stream().filter(a -> a.line == line)
                .toList();
        boolean anyWhole = inLine.stream().anyMatch(Assignment::whole);
        return inLine.stream().filter(a -> a.whole || !anyWhole).map(Assignment::variable).toList();
    }
}

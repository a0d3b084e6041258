package dev.whereabouts.ssa.gossafunc.trail;

/** A variable that has, or had, a line of names. Two variables of one name are two objects. */
public final class TrailVariable {

    private final String name;
    private final String type;
    private final boolean parameter;

    TrailVariable(String printed, String type, boolean parameter) {
        this.name = bare(printed);
        this.type = type;
        this.parameter = parameter;
    }

    /** Without the package of a function that was inlined. */
    public String name() {
        return name;
    }

    public String type() {
        return type;
    }

    public boolean isParameter() {
        return parameter;
    }

    /**
     * A variable's name without the package that the compiler prints before it. Names that the compiler makes up begin with a dot, as in
     * {@code slices..dict}. Only for a whole variable: the name of a part holds dots of its own.
     */
    public static String bare(String printed) {
        int dot = printed.lastIndexOf('.');
        return dot > 0 && printed.charAt(dot - 1) == '.'
                ? printed.substring(dot)
                : dot <= 0 ? printed : printed.substring(dot + 1);
    }

    @Override
    public String toString() {
        return name + "[" + type + "]";
    }
}

package dev.whereabouts.ssa.model;

/**
 * A variable of the source, or one that the compiler made up.
 *
 * @param name          as the compiler prints it
 * @param variableClass {@code param}, {@code result}, {@code auto}, {@code autoheap}, …: the compiler's storage class
 * @param type          Go type, for people; never interpreted
 * @param size          bytes; {@link #UNKNOWN_SIZE} where a dump does not say
 * @param cfaOffset     bytes from the CFA to the variable's stack home
 */
public record Variable(String name, String variableClass, String type, long size, int cfaOffset) {

    public static final long UNKNOWN_SIZE = -1;

    public boolean isParameter() {
        return variableClass.equals("param");
    }
}

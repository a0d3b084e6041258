package dev.whereabouts.amd64.abi;

import java.util.Optional;
import java.util.function.Function;

/**
 * Reads types, signatures and function headers as the Go compiler prints them in its dumps.
 *
 * <p>A name is looked up only where the layout depends on it: what stands behind a pointer, in a slice, a map, a channel, a function or
 * an interface stays undefined. Names that the language predeclares, and the compiler's own {@code go.shape.…}, define themselves.
 *
 * @param names what is known of a name, such as {@code main.T} or {@code Pair[int,string]}
 */
public record TypeParser(Function<String, Optional<NamedType>> names) {

    /** How long a text may be, in characters. */
    public static final int MAX_LENGTH = 1 << 16;

    /** A parser that knows no names but the predeclared ones. */
    public TypeParser() {
        this(name -> Optional.empty());
    }

    /**
     * Reads a type, such as {@code map[string][]int}.
     *
     * @throws TypeException if the text is no type
     */
    public GoType type(String text) {
        TypeReader reader = new TypeReader(text, names);
        GoType type = reader.type(true);
        reader.end();
        return type;
    }

    /**
     * Reads a signature, such as {@code func(int, ...string) (n int, err error)} or {@code method(*T) func(int) bool}.
     *
     * @throws TypeException if the text is no signature
     */
    public Signature signature(String text) {
        TypeReader reader = new TypeReader(text, names);
        Signature signature = reader.signature(true);
        reader.end();
        return signature;
    }

    /**
     * Reads a name and a signature, such as {@code (*T).M method(*T) func(int) bool}.
     *
     * @throws TypeException if the text is no function header
     */
    public FunctionHeader header(String text) {
        TypeReader reader = new TypeReader(text, names);
        String name = reader.functionName();
        Signature signature = reader.signature(true);
        reader.end();
        return new FunctionHeader(name, signature);
    }
}

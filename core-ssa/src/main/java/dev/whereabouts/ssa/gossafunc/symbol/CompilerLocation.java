package dev.whereabouts.ssa.gossafunc.symbol;

/** Where the compiler's debug information says a variable is. */
public sealed interface CompilerLocation {

    /**
     * In different places at different PCs.
     *
     * @param bytes the location list, of base address index 0 (DWARF 5) or base address 0 (DWARF 4), end mark included
     */
    record Listed(byte[] bytes) implements CompilerLocation {

        public Listed {
            bytes = bytes.clone();
        }

        /** A copy of the bytes. */
        @Override
        public byte[] bytes() {
            return bytes.clone();
        }
    }

    /**
     * In one place throughout.
     *
     * @param expression a location expression (DWARF 5 section 2.6.1); empty where the variable is nowhere
     */
    record Fixed(byte[] expression) implements CompilerLocation {

        public Fixed {
            expression = expression.clone();
        }

        /** A copy of the expression. */
        @Override
        public byte[] expression() {
            return expression.clone();
        }
    }
}

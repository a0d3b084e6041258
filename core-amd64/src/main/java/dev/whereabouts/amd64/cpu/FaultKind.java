package dev.whereabouts.amd64.cpu;

/** An exception that an instruction raises (SDM volume 3, chapter 6). */
public enum FaultKind {
    DIVIDE_ERROR("#DE", 0), DEBUG("#DB", 1), BREAKPOINT("#BP", 3), INVALID_OPCODE("#UD", 6), STACK("#SS",
            12), GENERAL_PROTECTION("#GP", 13), PAGE("#PF",
                    14), X87("#MF", 16), ALIGNMENT("#AC", 17), SIMD("#XM", 19);

    private final String mnemonic;
    private final int vector;

    FaultKind(String mnemonic, int vector) {
        this.mnemonic = mnemonic;
        this.vector = vector;
    }

    /** As the manuals write it, such as {@code #PF}. */
    public String mnemonic() {
        return mnemonic;
    }

    /** The interrupt vector, which Linux puts into {@code trapno} of a signal frame. */
    public int vector() {
        return vector;
    }
}

package dev.whereabouts.debugcall.binary.type;

/**
 * Where the runtime's description of the program ({@code moduledata}) keeps what is read here, in bytes from its start.
 *
 * <p>Source of the rule: {@code moduledata} in the runtime's {@code symtab.go} of each version: the header's address, six slices, and addresses in pairs;
 * from Go 1.20 on there are two more, for coverage.
 *
 * @param text      the start of the code
 * @param types     the start of the records of types
 * @param typesEnd  behind the last
 * @param typeLinks the slice of offsets of the records of types without names, in the order of their texts
 */
public record ModuleData(int text, int types, int typesEnd, int typeLinks) {

    private static final int WORD = 8;
    private static final int SLICES = 6;

    /** Of a release line. */
    public static ModuleData of(int minor) {
        // the header, the slices, the look-up table, the first and last address
        int text = WORD + SLICES * 3 * WORD + 3 * WORD;
        // code, four pairs of data, those for coverage, the end, two masks
        int types = text + 2 * WORD + 8 * WORD + (minor >= 20 ? 2 * WORD : 0) + 3 * WORD;
        int behind = types + 2 * WORD;
        // the start of read-only data and of the functions' data since 1.18, the end of the function table since 1.26
        int more = (minor >= 18 ? 2 : 0) + (minor >= 26 ? 1 : 0);
        int sections = behind + more * WORD;
        return new ModuleData(text, types, types + WORD, sections + 3 * WORD);
    }
}

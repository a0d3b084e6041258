package dev.whereabouts.debugcall.value;

import dev.whereabouts.amd64.register.RegisterFile;

/** The registers of the calling convention, whose ids are those of {@link RegisterFile}, by their names in Intel's manual. */
public final class MachineRegister {

    private MachineRegister() {}

    /** Go writes AX for RAX and X0 for XMM0; the numbered ones have the same names. */
    public static String name(int id) {
        String name = RegisterFile.nameOf(id);
        if (name.startsWith("X")) {
            return "XMM" + name.substring(1);
        }
        return Character.isDigit(name.charAt(name.length() - 1)) ? name : "R" + name;
    }
}

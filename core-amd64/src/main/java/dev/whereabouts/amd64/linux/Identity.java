package dev.whereabouts.amd64.linux;

/** Who the guest is told that it is. */
final class Identity {

    /** The process, and its first thread. */
    static final int PROCESS = 1000;
    static final int PARENT = 1;
    /** User and group. */
    static final int USER = 1000;

    static final String SYSTEM = "Linux";
    static final String HOST = "whereabouts";
    static final String RELEASE = "6.1.0";
    static final String VERSION = "#1 SMP";
    static final String MACHINE = "x86_64";

    private Identity() {}
}

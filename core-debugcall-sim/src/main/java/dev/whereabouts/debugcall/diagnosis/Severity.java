package dev.whereabouts.debugcall.diagnosis;

/** How bad it is. */
public enum Severity {
    /** Harmless here, and worth knowing. */
    INFO("info"),
    /** It went well by luck. */
    WARNING("warning"),
    /** The program goes wrong, or may. */
    ERROR("error");

    private final String label;

    Severity(String label) {
        this.label = label;
    }

    /** As answers write it. */
    public String label() {
        return label;
    }
}

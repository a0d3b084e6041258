package dev.whereabouts.service.loclists;

/** How an output is written. */
public enum Format {
    /** One JSON document. */
    JSON,
    /** One JSON object a line, each as soon as it is ready. */
    NDJSON,
    /** Text for people; only for location lists. */
    TEXT,
    /** An ELF object with DWARF; only for location lists. */
    ELF
}

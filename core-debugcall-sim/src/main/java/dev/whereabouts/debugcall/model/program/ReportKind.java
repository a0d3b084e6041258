package dev.whereabouts.debugcall.model.program;

/** What a word of a report is; the ordinal stands before it. */
public enum ReportKind {
    INTEGER, FLOAT, BOOLEAN
}

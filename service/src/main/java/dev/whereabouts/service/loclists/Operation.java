package dev.whereabouts.service.loclists;

/** What is to be done with functions. */
public enum Operation {
    /** Their location lists. */
    LOCLISTS,
    /** The functions themselves, as JSON. */
    FUNCTIONS
}

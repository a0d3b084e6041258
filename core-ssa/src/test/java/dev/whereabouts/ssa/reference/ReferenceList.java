package dev.whereabouts.ssa.reference;

import java.util.ArrayList;
import java.util.List;

/**
 * One list of the reference.
 *
 * @param variable index
 * @param entries  each {@code block value block value expression}, ids and hex
 */
record ReferenceList(int variable, List<String> entries) {

    ReferenceList(int variable) {
        this(variable, new ArrayList<>());
    }
}

package dev.whereabouts.ssa.answer;

import dev.whereabouts.ssa.analysis.LocationLists;
import dev.whereabouts.ssa.dwarf.ListForm;
import dev.whereabouts.ssa.explain.Check;
import dev.whereabouts.ssa.explain.Coverage;
import dev.whereabouts.ssa.explain.Explanations;
import dev.whereabouts.ssa.gossafunc.rebuild.Choice;
import dev.whereabouts.ssa.gossafunc.symbol.CompilerLists.Agreement;
import java.util.List;
import java.util.Optional;

/**
 * The answer for one function.
 *
 * @param lists        its location lists
 * @param form         the form of the final bytes
 * @param withEntries  whether the entries were asked for, beside the bytes
 * @param explanations why entries begin and end, if asked for
 * @param checks       findings, if asked for
 * @param coverage     the instructions and lines covered, if asked for
 * @param trace        the analysis step by step, if asked for
 * @param agreement    for each list how it compares with the compiler's own bytes; empty where the input does not hold them
 * @param undecided    what a dump leaves open; the lists are those of the first of each choices
 */
public record FunctionAnswer(LocationLists lists, ListForm form, boolean withEntries,
        Optional<Explanations> explanations,
        Optional<List<Check>> checks, Optional<Coverage> coverage, Optional<List<String>> trace,
        List<Agreement> agreement, List<Choice> undecided) {}

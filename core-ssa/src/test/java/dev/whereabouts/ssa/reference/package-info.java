/**
 * A second analysis to compare with, as plain as can be: dense tables, everything recomputed, no thought of speed. It follows the
 * mechanism that the project starts from, step by step, and shares no code with the analysis but the facts of ops and registers.
 * {@link dev.whereabouts.ssa.reference.RandomFunctions} makes the functions on which the two must agree.
 */
package dev.whereabouts.ssa.reference;

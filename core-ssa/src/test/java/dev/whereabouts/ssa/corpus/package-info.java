/** The ground truth of {@code ../shared/corpus} as tests see it: functions with the compiler's own answers. */
package dev.whereabouts.ssa.corpus;

/**
 * What is wrong with an input, and where: every reader and the analysis report through {@link dev.whereabouts.ssa.problem.InputException},
 * which the service turns into a problem document (RFC 9457) and the command line into a message.
 */
package dev.whereabouts.ssa.problem;

/**
 * What the service says when it refuses: problem documents (RFC 9457), and the table of their types.
 *
 * <p>Everything that ends in a status of 4xx or 5xx becomes a {@link dev.whereabouts.service.problem.Problem} first and is written by
 * {@link dev.whereabouts.service.problem.ProblemJson}, so that no answer shows a class name. A bad line of NDJSON carries the same
 * document, over HTTP and on the command line.
 *
 * <h2>Glossary</h2>
 * <dl>
 * <dt>problem type</dt><dd>a kind of failure with a stable path under {@code /problems/}, where a page explains it</dd>
 * <dt>fault</dt><dd>one thing that is wrong in the request, with its place: an element of {@code errors}</dd>
 * </dl>
 */
package dev.whereabouts.service.problem;

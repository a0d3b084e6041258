/**
 * How fast Whereabouts is, measured with JMH, and side by side with what bounds it. {@code benchmarks/README.md} says how to run these
 * and what they showed.
 *
 * <p>Every score is per value or per byte, so that it can be compared across inputs.
 *
 * <h2>Glossary</h2>
 * <dl>
 * <dt>corpus</dt><dd>the recorded functions beside the project, in {@code ../shared/corpus}</dd>
 * <dt>synthetic function</dt><dd>one made here, for sizes that the corpus does not have</dd>
 * </dl>
 */
package dev.whereabouts.benchmarks;

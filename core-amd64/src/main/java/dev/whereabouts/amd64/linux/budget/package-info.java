/**
 * How much a guest may use. Every resource is finite, and a run that needs more of one ends with that resource's name.
 *
 * <h2>Glossary</h2>
 * <dl>
 * <dt>resource</dt><dd>something that a guest uses up or holds, and that is bounded</dd>
 * <dt>budget</dt><dd>the bounds of one run</dd>
 * </dl>
 */
package dev.whereabouts.amd64.linux.budget;

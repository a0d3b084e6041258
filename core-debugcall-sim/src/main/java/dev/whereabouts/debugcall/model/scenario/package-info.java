/**
 * Scenarios: debug calls on the model program, each with a name and a story, that can be run as they are. They are data: scripts in a resource.
 *
 * <h2>Glossary</h2>
 * <dl>
 * <dt>scenario</dt><dd>a site of the model program, a stop, calls, and what to expect of them</dd>
 * </dl>
 */
package dev.whereabouts.debugcall.model.scenario;

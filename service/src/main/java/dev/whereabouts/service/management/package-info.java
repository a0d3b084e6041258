/**
 * The port of health and metrics, apart from all that the API's port has. Not below {@code service.http}, where Spring would take what is here
 * for the API, too.
 *
 * <h2>Glossary</h2>
 * <dl>
 * <dt>probe</dt><dd>a request by which an orchestrator asks whether the service is alive, or ready</dd>
 * <dt>carrier</dt><dd>a thread of the operating system that runs virtual threads, one at a time (JEP 444)</dd>
 * </dl>
 */
package dev.whereabouts.service.management;

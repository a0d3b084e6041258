/**
 * Who computes, and how long: requests arrive on virtual threads, the computing happens on a small fixed pool, so that health and metrics
 * never wait behind it.
 *
 * <h2>Glossary</h2>
 * <dl>
 * <dt>worker</dt><dd>a thread of the pool</dd>
 * <dt>admission</dt><dd>the right of one request to use workers; there are as many as workers and places in the queue together</dd>
 * <dt>deadline</dt><dd>when a request must be answered, waiting included</dd>
 * </dl>
 */
package dev.whereabouts.service.http.work;

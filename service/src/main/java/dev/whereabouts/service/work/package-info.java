/**
 * Who computes, and how long: a small fixed pool of threads does all the computing, so that whoever waits for it (a request on its virtual
 * thread, the command line) stays free to read, write and keep time.
 *
 * <h2>Glossary</h2>
 * <dl>
 * <dt>worker</dt><dd>a thread of the pool</dd>
 * <dt>admission</dt><dd>the right of one request to use workers; there are as many as workers and places in the queue together</dd>
 * <dt>task</dt><dd>what a worker does at a stretch: a whole request, or some lines of a stream</dd>
 * <dt>requester</dt><dd>who waits for the work, and may leave</dd>
 * <dt>deadline</dt><dd>when a request must be answered, waiting included</dd>
 * </dl>
 */
package dev.whereabouts.service.work;

/**
 * What an operator sees of requests: an id on each, log lines and meters; and whether the one who sent it is still there.
 *
 * <h2>Glossary</h2>
 * <dl>
 * <dt>request id</dt><dd>a short text that stands in the answer's header {@code X-Request-Id} and in every log line of the request; the
 * client's own, if it sent a plain one</dd>
 * <dt>queue</dt><dd>the time from handing a task to the pool until a worker takes it</dd>
 * <dt>work</dt><dd>the time that a worker is busy with a task</dd>
 * <dt>refusal</dt><dd>a problem document sent to a client, or in the place of a function at fault</dd>
 * </dl>
 */
package dev.whereabouts.service.http.observe;

/**
 * What the service does under more than it can do: for a minute twice as many requests as it answers, some of them hostile.
 *
 * <p>{@link dev.whereabouts.benchmarks.overload.Overload} tells the story; the rest is who sends ({@code Sender}), what is sent
 * ({@code Sample}, {@code Samples}, {@code RawConnections}), and what came of it ({@code Tally}, {@code HealthWatch}).
 *
 * <h2>Glossary</h2>
 * <dl>
 * <dt>capacity</dt><dd>the valid requests that are answered in a second when every client waits for its answer before it asks again</dd>
 * <dt>valid request</dt><dd>one with an answer, which is known from before the load and must be the same, byte for byte</dd>
 * <dt>hostile request</dt><dd>one that is malformed, or asks for all that the limits allow</dd>
 * <dt>accepted</dt><dd>answered with 200</dd>
 * <dt>shed</dt><dd>answered with 429 or 503 and {@code Retry-After}</dd>
 * <dt>deadline</dt><dd>{@code WHEREABOUTS_REQUEST_SECONDS}, waiting included; for a stream {@code WHEREABOUTS_STREAM_SECONDS}</dd>
 * </dl>
 */
package dev.whereabouts.benchmarks.overload;

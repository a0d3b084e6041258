/**
 * The bodies of requests. A body is counted as it arrives, compressed and decompressed, so that neither a chunked body without a length nor a
 * small one that inflates gets further than its limit.
 *
 * <h2>Glossary</h2>
 * <dl>
 * <dt>whole body</dt><dd>one that is read to its end before work on it begins, so that a slow client holds no worker</dd>
 * <dt>stream</dt><dd>an NDJSON body, which is worked on line by line while it arrives</dd>
 * </dl>
 */
package dev.whereabouts.service.http.body;

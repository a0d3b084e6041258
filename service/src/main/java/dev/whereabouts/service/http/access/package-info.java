/**
 * What stands before every request: headers that keep a browser from doing more with an answer than showing it, who may call from another
 * origin, and the token. Nothing of a body has been read by then.
 *
 * <h2>Glossary</h2>
 * <dl>
 * <dt>bearer token</dt><dd>a secret that a client sends in {@code Authorization} (RFC 6750 section 2.1)</dd>
 * <dt>origin</dt><dd>scheme, host and port that a page came from (RFC 6454)</dd>
 * <dt>preflight</dt><dd>the question of a browser whether a page may send a request, asked before it (Fetch standard, CORS protocol)</dd>
 * </dl>
 */
package dev.whereabouts.service.http.access;

/**
 * A guest's memory: sparse, in pages with permissions. Nothing of it is shared with the host.
 *
 * <h2>Glossary</h2>
 * <dl>
 * <dt>page</dt><dd>4,096 bytes; holds bytes only once it is touched</dd>
 * <dt>mapping</dt><dd>a run of addresses with one access, whether or not its pages were touched</dd>
 * <dt>access</dt><dd>a set of {@code READ}, {@code WRITE}, {@code EXECUTE}; the empty set is a reservation</dd>
 * <dt>watched page</dt><dd>one that instructions were decoded from: the first write to it is told to whoever decoded them</dd>
 * </dl>
 */
package dev.whereabouts.amd64.memory;

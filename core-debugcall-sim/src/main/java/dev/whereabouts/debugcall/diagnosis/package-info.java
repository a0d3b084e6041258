/**
 * What a debugger does against the protocol: each rule with an id, where it was broken, what comes of it and what to do. The sequence is carried
 * out all the same; a diagnosis only explains.
 *
 * <p>Source of the rules: the comment on {@code debugCallV2} in Go's runtime, Go's internal ABI document, and what was seen on hardware.
 *
 * <h2>Glossary</h2>
 * <dl>
 * <dt>rule</dt><dd>something that a debugger has to do, or must not do</dd>
 * <dt>monitor</dt><dd>watches a session and finds broken rules</dd>
 * <dt>live flags</dt><dd>flags that an instruction will read before another writes them</dd>
 * <dt>remedy</dt><dd>what to do instead</dd>
 * </dl>
 */
package dev.whereabouts.debugcall.diagnosis;

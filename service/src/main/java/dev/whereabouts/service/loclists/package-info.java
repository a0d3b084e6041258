/**
 * The work that a request or a command asks for: functions in, from whatever input; location lists, or the functions themselves, out.
 *
 * <p>{@link dev.whereabouts.service.loclists.FunctionWork} is the way in, for HTTP and the command line alike. It takes items from an
 * {@link dev.whereabouts.service.loclists.Input} and hands them to an {@link dev.whereabouts.service.loclists.Output}.
 *
 * <h2>Glossary</h2>
 * <dl>
 * <dt>item</dt><dd>one function of an input, or why it could not be read</dd>
 * <dt>refusals</dt><dd>what functions at fault mean for an input: the whole is refused, or they are answered in their places</dd>
 * <dt>batch</dt><dd>whole lines of a stream that arrived together, and are worked on together</dd>
 * <dt>outcome</dt><dd>what became of one function, as far as a report for a CI system says it</dd>
 * <dt>tally</dt><dd>how many functions were answered and refused, and the worst finding of a check</dd>
 * </dl>
 */
package dev.whereabouts.service.loclists;

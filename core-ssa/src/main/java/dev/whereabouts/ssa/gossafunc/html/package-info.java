/**
 * Reads {@code ssa.html}, which the compiler writes where {@code GOSSAFUNC} names a function without a plus sign.
 *
 * <p>The file has the syntax tree, the function after every pass, and the instructions of genssa: what the compiler would print as text,
 * but for the function's type, the log of the location lists, and the listing. So it is turned back into that text, line by line ({@link
 * dev.whereabouts.ssa.gossafunc.html.SsaHtml}), and all else is shared with the reading of text.
 *
 * <h2>Glossary</h2>
 * <dl>
 * <dt>column</dt><dd>a table cell with one stage of the compilation. Passes that changed nothing share the column of the next that did</dd>
 * <dt>title</dt><dd>the name of a stage, one of those above a column</dd>
 * </dl>
 */
package dev.whereabouts.ssa.gossafunc.html;

/**
 * The command line. It reads its arguments, names files and exit codes; the work is that of {@code loclists} and {@code
 * debugcall}, as over HTTP.
 *
 * <p>Options are declared without annotations and only for the command at hand, since a command's own start is most of what a short run
 * costs.
 *
 * <h2>Glossary</h2>
 * <dl>
 * <dt>exit code</dt><dd>0: all good; 1: a check or an expectation failed; 2: the arguments or the input are wrong</dd>
 * <dt>report</dt><dd>what a command found, in a file for CI systems; its formats are in the package {@code report}</dd>
 * <dt>terminal</dt><dd>the process's three streams, and which of them a person looks at</dd>
 * </dl>
 */
package dev.whereabouts.service.cli;

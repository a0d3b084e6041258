/**
 * Reports for CI systems, written beside a command's usual output: JUnit XML and SARIF.
 *
 * <p>A command tells {@link dev.whereabouts.service.cli.report.Reports} of its inputs and what it found in each, as it goes. Nothing is kept
 * but what {@link dev.whereabouts.service.cli.report.JunitReport} and {@link dev.whereabouts.service.cli.report.SarifReport} name a bound
 * for, so that inputs may be of any length. A file appears under its name when it is complete, also where the command fails.
 *
 * <p>Sources of the rules: SARIF 2.1.0 (OASIS, 27 March 2020) with what GitHub's code scanning asks of it; for JUnit XML, which has no
 * standard, the elements that GitLab, Jenkins and the usual actions on GitHub document.
 *
 * <h2>Glossary</h2>
 * <dl>
 * <dt>suite</dt><dd>an input: a file, or standard input</dd>
 * <dt>case</dt><dd>what is reported on by itself: a function, or a call</dd>
 * <dt>finding</dt><dd>something about a case; a failure where it fails the command, or would if it was asked to</dd>
 * <dt>refusal</dt><dd>why a case could not be looked at</dd>
 * <dt>root</dt><dd>the folder that the files of a report are told relative to: the working directory, which CI systems make the
 * repository's</dd>
 * </dl>
 */
package dev.whereabouts.service.cli.report;

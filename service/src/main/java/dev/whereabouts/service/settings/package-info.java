/**
 * The bounds and sizes that an operator may set, each by an environment variable {@code WHEREABOUTS_…}.
 *
 * <p>{@link dev.whereabouts.service.settings.Setting} is the table: a name, a default, a range, a sentence. The service and the command
 * line read the same one, {@code GET /v1/limits} prints it, and an error about a limit names the variable that raises it.
 *
 * <h2>Glossary</h2>
 * <dl>
 * <dt>setting</dt><dd>one named number; its JSON name is {@code bodyBytes} where its variable is {@code WHEREABOUTS_BODY_BYTES}</dd>
 * <dt>script limit</dt><dd>a setting that bounds one call script; see {@link dev.whereabouts.debugcall.script.ScriptLimits}</dd>
 * <dt>function limit</dt><dd>a setting that bounds one function, whoever sends it; see {@link dev.whereabouts.ssa.problem.Limits}</dd>
 * </dl>
 */
package dev.whereabouts.service.settings;

/**
 * Writes amd64 machine code and static data: only the forms that the model program needs.
 *
 * <h2>Glossary</h2>
 * <dl>
 * <dt>label</dt><dd>a place in code or data, used before or after it is known where that is</dd>
 * <dt>fragment</dt><dd>bytes that stay together, and the branch behind them, whose size depends on how far it goes</dd>
 * <dt>operand in memory</dt><dd>base, index, scale and displacement; or a label, relative to RIP; or a displacement from FS</dd>
 * </dl>
 */
package dev.whereabouts.debugcall.model.assembly;

/**
 * The model runtime as a target: a program and a runtime of our own that speak both versions of the protocol, with no binary at hand. The machine
 * code is executed by the emulator; what stands behind it is in the packages below.
 *
 * <h2>Glossary</h2>
 * <dl>
 * <dt>model program</dt><dd>see {@link dev.whereabouts.debugcall.model.program}</dd>
 * <dt>model runtime</dt><dd>see {@link dev.whereabouts.debugcall.model.runtime}</dd>
 * </dl>
 */
package dev.whereabouts.debugcall.model;

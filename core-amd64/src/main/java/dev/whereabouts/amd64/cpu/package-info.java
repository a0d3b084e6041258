/**
 * The state of one hardware thread, and the exceptions that end an instruction.
 *
 * <h2>Glossary</h2>
 * <dl>
 * <dt>arithmetic flags</dt><dd>CF, PF, AF, ZF, SF, OF; worked out when read</dd>
 * <dt>precise fault</dt><dd>the state at a fault is that before the faulting instruction, as on hardware</dd>
 * </dl>
 */
package dev.whereabouts.amd64.cpu;

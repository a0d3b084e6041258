/**
 * The emulator by itself: a machine state or a program in JSON, executed, and what became of it in JSON.
 *
 * <h2>Glossary</h2>
 * <dl>
 * <dt>machine state</dt><dd>regions of memory and registers; everything that is not given is zero, or as after a reset</dd>
 * <dt>region</dt><dd>a run of whole pages with one access, filled with one byte, with data written over it</dd>
 * <dt>abridged tag word</dt><dd>a bit for each physical register of the x87 unit: whether it is in use (as FXSAVE stores it)</dd>
 * </dl>
 */
package dev.whereabouts.service.emulate;

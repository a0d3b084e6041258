/**
 * Goroutines of the model program: their stacks, what they wait for, and which runs next. One thread runs them all, one at a time; no goroutine
 * loses the thread unless it gives it up.
 *
 * <h2>Glossary</h2>
 * <dl>
 * <dt>bound</dt><dd>the address below which SP must not be at a function's stack check; some room is left below it</dd>
 * <dt>park</dt><dd>to wait until another goroutine, or time, wakes one up</dd>
 * <dt>deferred call</dt><dd>a function that is called when another ends, by a panic too</dd>
 * </dl>
 */
package dev.whereabouts.debugcall.model.goroutine;

/**
 * The heap of the model program: allocation, and a collection that marks what roots reach and frees the rest.
 *
 * <h2>Glossary</h2>
 * <dl>
 * <dt>root</dt><dd>a word outside the heap that may point into it: of a global variable, or of a stack, which is scanned conservatively</dd>
 * <dt>conservatively</dt><dd>every word that could be a pointer is taken for one</dd>
 * <dt>poison</dt><dd>what is written over a collected object, so that its use shows</dd>
 * </dl>
 */
package dev.whereabouts.debugcall.model.heap;

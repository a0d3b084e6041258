/**
 * The collector's heap, read in the memory of a stopped program: how many collections have ended, and whether an object has outlived them.
 *
 * <p>Source of the rule: the runtime's {@code mheap}, {@code heapArena} and {@code mspan}; where their fields are is told by the debug information.
 *
 * <h2>Glossary</h2>
 * <dl>
 * <dt>arena</dt><dd>64 MiB of the heap; a table tells the span of each of its pages</dd>
 * <dt>span</dt><dd>pages with objects of one size</dd>
 * <dt>swept</dt><dd>of a span: what the last collection did not mark is free in it already</dd>
 * </dl>
 */
package dev.whereabouts.debugcall.binary.heap;

/**
 * Functions for tests, written down in a few lines: {@link dev.whereabouts.ssa.sketch.FunctionSketch} makes them, and {@link
 * dev.whereabouts.ssa.sketch.ListText} says in one line what their lists are.
 */
package dev.whereabouts.ssa.sketch;

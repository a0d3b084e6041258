/**
 * Location lists for people at a terminal: {@link dev.whereabouts.ssa.text.FunctionText} is the way in.
 *
 * <h2>Glossary</h2>
 * <dl>
 * <dt>strip</dt><dd>a line of cells over the function's code that shows at a glance where a variable has a location</dd>
 * <dt>axis</dt><dd>what a strip runs over: the PCs, or where they are not known the values in layout order</dd>
 * <dt>density</dt><dd>of a cell: the share of its code, times the share of the variable's bytes, that has a location</dd>
 * </dl>
 */
package dev.whereabouts.ssa.text;

/**
 * Which variable every line of names means.
 *
 * <p>The compiler prints {@code name x[int]: [v7]} for a slot, and {@code x} says little: several inlined variables may be called so, and
 * {@code x.ptr} is a variable of its own that was split off another one. What tells them apart is where a line comes from. The first
 * print of a function has one line for each variable; from then on only three kinds of passes change the lines, each by fixed rules:
 * <ul>
 * <li>dead code elimination removes lines, and keeps the order of the others ({@link dev.whereabouts.ssa.gossafunc.trail.Removal});</li>
 * <li>"decompose user" replaces structs and arrays by their fields ({@link dev.whereabouts.ssa.gossafunc.trail.FieldSplit});</li>
 * <li>"decompose builtin" replaces strings, slices, interfaces and complex numbers by their words, moves their values over, and fills the
 * gaps with the last lines ({@link dev.whereabouts.ssa.gossafunc.trail.WordSplit}).</li>
 * </ul>
 * {@link dev.whereabouts.ssa.gossafunc.trail.NameTrail} repeats these steps beside the printed ones.
 *
 * <p>Source of the rules: the compiler's passes deadcode and decompose, of Go 1.22 to 1.26.
 *
 * <h2>Glossary</h2>
 * <dl>
 * <dt>row</dt><dd>one line of names: a slot and the values that hold it</dd>
 * <dt>part</dt><dd>a slot that was split off another one</dd>
 * <dt>inlined variable</dt><dd>one of a function whose body was copied into this one</dd>
 * </dl>
 */
package dev.whereabouts.ssa.gossafunc.trail;

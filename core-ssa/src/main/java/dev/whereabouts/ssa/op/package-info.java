/**
 * What the analysis must know of each SSA op, per Go version: whether it is a call, whether it emits no instruction (zero width), and
 * which registers it clobbers.
 *
 * <p>The facts are data: {@code versions} lists the releases that have a table of their own, {@code go1.N-amd64.ops} is one such table.
 * A release between two takes the newer one's facts of an op where that knows the op, else the older one's. To add a release, add its
 * table and its line (and those of {@link dev.whereabouts.amd64.register}); no code changes.
 *
 * <h2>Glossary</h2>
 * <dl>
 * <dt>op</dt><dd>the kind of an SSA value, such as {@code MOVQload}</dd>
 * <dt>op id</dt><dd>a small number for an op's name that is the same in every version; an op that no table knows has none</dd>
 * <dt>zero width</dt><dd>emits no instruction, so nothing can happen at it</dd>
 * <dt>clobber</dt><dd>a register whose content an op destroys besides the one it writes its result to</dd>
 * </dl>
 */
package dev.whereabouts.ssa.op;

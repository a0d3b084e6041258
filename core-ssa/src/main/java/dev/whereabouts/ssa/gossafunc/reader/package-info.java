/**
 * Reads a whole dump: any number of functions, with whatever else the build printed around them.
 *
 * <p>{@link dev.whereabouts.ssa.gossafunc.reader.DumpReader} is the way in. It goes through the lines once. A function's own section
 * comes first; its listing comes later, after those of other functions, and its debug information last. So functions are held until their
 * package ends, and no more of them than a limit allows.
 *
 * <h2>Glossary</h2>
 * <dl>
 * <dt>section</dt><dd>the lines of one function, from its syntax tree to the end of genssa</dd>
 * <dt>unit</dt><dd>the output of one run of the compiler: one package</dd>
 * <dt>noise</dt><dd>lines that belong to no function</dd>
 * </dl>
 */
package dev.whereabouts.ssa.gossafunc.reader;

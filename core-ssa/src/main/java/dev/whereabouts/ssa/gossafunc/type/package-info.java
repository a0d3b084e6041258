/**
 * What a dump says about types of which it shows no more than the name.
 *
 * <p>A dump never declares a type, but the ops on its values do: {@code Const16 <T>} has two bytes, the arguments of {@code StructMake
 * <T>} are the fields of {@code T}, {@code StringMake <T>} makes a string. {@link dev.whereabouts.ssa.gossafunc.type.TypeFacts} gathers
 * this over all passes and answers in terms of {@link dev.whereabouts.amd64.abi.GoType}.
 *
 * <h2>Glossary</h2>
 * <dl>
 * <dt>generic op</dt><dd>one of the ops before lowering to a machine; its name says how wide its operands are</dd>
 * <dt>fact</dt><dd>something that an op proves about a type: a width, its fields, that it is a string</dd>
 * </dl>
 */
package dev.whereabouts.ssa.gossafunc.type;

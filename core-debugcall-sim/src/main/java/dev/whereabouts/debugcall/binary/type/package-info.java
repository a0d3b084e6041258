/**
 * Go types, from debug information and from the records that the runtime keeps of types that can be in an interface.
 *
 * <p>Source of the rule: the entries that Go's linker writes for types, and {@code internal/abi}'s records of types in memory.
 *
 * <h2>Glossary</h2>
 * <dl>
 * <dt>record</dt><dd>what the runtime knows of a type: size, kind, name, parts; the first word of an empty interface points to one</dd>
 * <dt>kind</dt><dd>which sort of type it is, as {@code reflect.Kind} numbers it</dd>
 * <dt>reference</dt><dd>from a pointer, slice, map or channel to its element: there a type can come back to itself</dd>
 * </dl>
 */
package dev.whereabouts.debugcall.binary.type;

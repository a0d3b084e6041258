/**
 * Go's register ABI on amd64: how types lie in memory, and where a function's parameters and results are when it is called.
 *
 * <p>Types come from text as the compiler prints it ({@link dev.whereabouts.amd64.abi.TypeParser}) or are built; {@link
 * dev.whereabouts.amd64.abi.CallLayout} then places a signature:
 *
 * <pre>{@code
 * Signature signature = new TypeParser().signature("method(*T) func(string, float64) (int, error)");
 * CallLayout layout = CallLayout.of(signature, CallingConvention.ABI_INTERNAL, GoVersion.NEWEST);
 * // *T in AX, the string in BX and CX, the float64 in X0; results in AX, BX and CX
 * }</pre>
 *
 * <p>Source of the rule: Go's internal ABI document, {@code src/cmd/compile/abi-internal.md} in Go's sources.
 *
 * <h2>Glossary</h2>
 * <dl>
 * <dt>ABIInternal</dt><dd>the convention of Go functions: arguments in registers as far as they fit</dd>
 * <dt>ABI0</dt><dd>the convention of assembly: everything on the stack</dd>
 * <dt>base value</dt><dd>a part of a type that fits in one register: a scalar, a pointer, one word of a string</dd>
 * <dt>piece</dt><dd>a base value together with its register</dd>
 * <dt>spill area</dt><dd>room that the caller reserves, and does not fill, for the callee to store arguments that came in registers</dd>
 * <dt>CFA</dt><dd>canonical frame address (DWARF 5 section 6.4): the stack pointer at the call instruction, before that pushes</dd>
 * <dt>opaque type</dt><dd>a named type of which the size is known, but not the parts</dd>
 * <dt>shape</dt><dd>a type that stands for all types of one layout in generic code; printed {@code go.shape.…}</dd>
 * </dl>
 */
package dev.whereabouts.amd64.abi;

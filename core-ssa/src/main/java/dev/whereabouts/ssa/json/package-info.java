/**
 * Functions and location lists as JSON, as they travel: {@link dev.whereabouts.ssa.json.FunctionReader},
 * {@link dev.whereabouts.ssa.json.RequestReader} and {@link dev.whereabouts.ssa.json.NdjsonReader} read what a user sends,
 * {@link dev.whereabouts.ssa.json.FunctionWriter} writes a function back, {@link dev.whereabouts.ssa.json.InputKind} tells them apart.
 *
 * <p>Reading is a stream: tokens of the parser go straight into the columns of a
 * {@link dev.whereabouts.ssa.model.FunctionBuilder}. A field may stand at any place of its object, but only once; an unknown field, a
 * value of a wrong kind and a missing field are faults, each with its JSON pointer. A line of NDJSON that is plain is read from its bytes,
 * without a parser; the parser reads every other, and alone says what is wrong.
 *
 * <h2>Glossary</h2>
 * <dl>
 * <dt>JSON pointer</dt><dd>the path to a place in a document (RFC 6901), such as {@code /functions/0/blocks/2/id}</dd>
 * <dt>NDJSON</dt><dd>JSON documents one a line ({@code application/x-ndjson})</dd>
 * <dt>plain</dt><dd>of a line: strings of ASCII without escapes, known fields, numbers in digits, no fault; nearly all lines are</dd>
 * <dt>request</dt><dd>one JSON object with {@code functions} and options</dd>
 * <dt>symbol</dt><dd>a string that functions mention again and again: a type, an op, a register</dd>
 * </dl>
 */
package dev.whereabouts.ssa.json;

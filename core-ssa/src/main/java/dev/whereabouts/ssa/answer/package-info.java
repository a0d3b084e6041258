/**
 * Answers to "where is each variable": a function with the options of a request goes in, and what the request asked for comes out, as
 * values ({@link dev.whereabouts.ssa.answer.FunctionAnswer}) or as the JSON of the API ({@link dev.whereabouts.ssa.answer.AnswerWriter}).
 *
 * <h2>Glossary</h2>
 * <dl>
 * <dt>answer</dt><dd>the lists of one function with the explanations, checks, coverage and trace that were asked for</dd>
 * <dt>agreement</dt><dd>whether the compiler's own bytes, where a dump holds them, are the same</dd>
 * <dt>totals</dt><dd>what all answers of a request add up to</dd>
 * </dl>
 */
package dev.whereabouts.ssa.answer;

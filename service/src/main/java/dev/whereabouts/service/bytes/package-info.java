/**
 * Bytes within bounds: counted while they are read, and, where they are held, taken out of one budget that all requests share.
 *
 * <h2>Glossary</h2>
 * <dl>
 * <dt>budget</dt><dd>the bytes that this process spends on bodies and answers which it holds</dd>
 * <dt>store</dt><dd>bytes that are written once and read back, within a limit and the budget</dd>
 * </dl>
 */
package dev.whereabouts.service.bytes;

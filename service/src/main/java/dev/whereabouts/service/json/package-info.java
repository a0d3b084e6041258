/**
 * Requests that are small documents of JSON, read within bounds.
 *
 * <h2>Glossary</h2>
 * <dl>
 * <dt>request</dt><dd>one object, whose fields are the components of a record; a field that the record has not is refused with its place</dd>
 * </dl>
 */
package dev.whereabouts.service.json;

/**
 * The state of a thread by the names that the manuals give its registers (SDM volume 1, chapter 3), for whoever shows or changes it from outside.
 *
 * <h2>Glossary</h2>
 * <dl>
 * <dt>register name</dt><dd>such as {@code RAX}, {@code XMM0} or {@code ST0}; a part of another register has a name of its own</dd>
 * </dl>
 */
package dev.whereabouts.amd64.state;

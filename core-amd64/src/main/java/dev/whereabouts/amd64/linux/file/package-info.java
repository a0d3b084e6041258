/**
 * The files of a guest, all in memory: a tree of nodes, and what is open. Nothing of the host's files can be reached.
 *
 * <h2>Glossary</h2>
 * <dl>
 * <dt>node</dt><dd>a file, directory, link or device in the tree</dd>
 * <dt>open file</dt><dd>what {@code open} makes: a node with a position and flags, or a pipe, a counter or an epoll set ("open file
 * description" in POSIX)</dd>
 * <dt>descriptor</dt><dd>the number of an open file in the process; {@code dup} gives one file two numbers</dd>
 * <dt>generated file</dt><dd>a file whose bytes are made when it is opened, as in {@code /proc}</dd>
 * <dt>events</dt><dd>what {@code poll} would report: a set of {@code POLL…} bits</dd>
 * </dl>
 */
package dev.whereabouts.amd64.linux.file;

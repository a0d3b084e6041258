/**
 * The service and the command line, in one jar. {@link dev.whereabouts.service.Main} chooses between them.
 *
 * <p>Both do the same work with the same classes ({@code loclists}), under the same bounds ({@code settings}), and refuse in the same words
 * ({@code problem}). Only {@code http} knows Spring, so that a command starts without it.
 */
package dev.whereabouts.service;

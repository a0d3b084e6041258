/**
 * Turns every failure of a request, whoever raises it, into a problem document: a controller or Spring
 * ({@link dev.whereabouts.service.http.failure.ProblemResolver}), the servlet container's error dispatch
 * ({@link dev.whereabouts.service.http.failure.ErrorDispatch}), and the container's own refusals before any servlet is chosen
 * ({@link dev.whereabouts.service.http.failure.ContainerErrors}). {@code /problems/…} explains the types.
 */
package dev.whereabouts.service.http.failure;

/**
 * The HTTP service: Spring is used here and in the packages below, and nowhere else.
 *
 * <p>A request is admitted, its body read within bounds on a virtual thread, and its work done on a fixed pool; see the packages
 * {@code body} and {@code failure}. The paths and their answers are described by {@code openapi/openapi.yaml}.
 */
package dev.whereabouts.service.http;

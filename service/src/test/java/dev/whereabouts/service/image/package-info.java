/** The container image, built by {@code docker/Dockerfile} and run as the chart runs it: read-only, without root, without capabilities. */
package dev.whereabouts.service.image;

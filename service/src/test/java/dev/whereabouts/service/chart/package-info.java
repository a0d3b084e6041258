/**
 * The Helm chart, rendered without a cluster.
 *
 * <ul>
 * <li>values: what a user of a chart sets; a set of them is a YAML file
 * <li>object: what Kubernetes is asked to have, such as a deployment or a service
 * <li>hook: an object that Helm makes only at some moment, such as the pod of {@code helm test}
 * </ul>
 */
package dev.whereabouts.service.chart;

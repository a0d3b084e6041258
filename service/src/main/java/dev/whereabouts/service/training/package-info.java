/**
 * Shows a Java virtual machine what this program will do, once while its image is built, so that it writes that down for every later start.
 *
 * <h2>Glossary</h2>
 * <dl>
 * <dt>AOT cache</dt><dd>a file with classes as loaded and linked, and what was learnt of their methods (JEP 483, 514 and 515)</dd>
 * <dt>training run</dt><dd>the run that the virtual machine makes the cache from</dd>
 * </dl>
 */
package dev.whereabouts.service.training;

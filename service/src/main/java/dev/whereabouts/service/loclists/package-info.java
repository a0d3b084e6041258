/**
 * The work that a request or a command asks for: functions in, from whatever input; location lists, or the functions themselves, out. Used
 * by HTTP and the command line alike.
 */
package dev.whereabouts.service.loclists;

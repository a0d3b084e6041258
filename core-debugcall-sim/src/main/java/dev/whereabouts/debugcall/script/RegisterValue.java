package dev.whereabouts.debugcall.script;

import dev.whereabouts.debugcall.expression.Expression;

/**
 * What a register shall hold.
 *
 * @param high bits 64 to 127 of a vector register; 0 for all others
 */
public record RegisterValue(Expression low, long high) {}

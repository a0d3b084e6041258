package dev.whereabouts.debugcall.value;

import tools.jackson.databind.JsonNode;

/**
 * What an interface holds.
 *
 * @param type     such as {@code *errors.errorString}; the type word as {@code 0x…} where the program does not say
 * @param value    what a pointer points to, where that is known; null where the type is not
 * @param typeWord the address of the type
 * @param dataWord the value or its address
 */
public record InterfaceValue(String type, JsonNode value, long typeWord, long dataWord) {}

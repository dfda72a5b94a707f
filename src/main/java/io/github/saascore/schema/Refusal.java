package io.github.saascore.schema;

/**
 * A change that cannot be made by SQL alone.
 *
 * @param address the object
 * @param reason why, for people
 */
public record Refusal(Address address, String reason) {}

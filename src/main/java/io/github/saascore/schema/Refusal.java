package io.github.saascore.schema;

/**
 * A change that cannot be made by SQL alone.
 *
 * @param what the object, for people
 * @param reason why, for people
 */
public record Refusal(String what, String reason) {
  Refusal(Address address, String reason) {
    this(address.toString(), reason);
  }
}

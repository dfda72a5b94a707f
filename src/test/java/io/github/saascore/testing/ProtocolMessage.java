package io.github.saascore.testing;

import java.nio.charset.StandardCharsets;

/**
 * One message of PostgreSQL's protocol as it came by.
 *
 * @param side who sent it
 * @param index how many messages this side had sent before
 * @param offset how many bytes this side had sent before
 * @param length its own bytes
 * @param type its first byte, for example {@code Q} for a query; a blank for the first of a client
 * @param text the SQL of a query, the tag of a completed command; else empty
 */
public record ProtocolMessage(
    Side side, int index, long offset, int length, char type, String text) {

  /** The two ends of a connection. */
  public enum Side {
    /** The build. */
    REQUEST,
    /** The server. */
    ANSWER
  }

  static ProtocolMessage of(Side side, int index, long offset, byte[] raw, boolean typed) {
    char type = typed ? (char) raw[0] : ' ';
    boolean readable = type == 'Q' || (type == 'C' && side == Side.ANSWER);
    String text = readable ? new String(raw, 5, raw.length - 6, StandardCharsets.UTF_8) : "";
    return new ProtocolMessage(side, index, offset, raw.length, type, text);
  }

  boolean isAt(ProtocolMessage other) {
    return side == other.side && index == other.index;
  }

  /** Returns the message for people: short. */
  @Override
  public String toString() {
    String line = text.replaceAll("\\s+", " ");
    return "%s %d %c %s"
        .formatted(side, index, type, line.substring(0, Math.min(60, line.length())));
  }
}

package io.github.saascore.script;

import java.io.InputStream;

/** A part of a script as a stream. */
final class ContentStream extends InputStream {
  private final Content content;
  private final int to;
  private int at;

  ContentStream(Content content, int from, int to) {
    this.content = content;
    this.at = from;
    this.to = to;
  }

  @Override
  public int read() {
    return at < to ? content.at(at++) & 0xFF : -1;
  }

  @Override
  public int read(byte[] into, int offset, int count) {
    if (at >= to) {
      return -1;
    }
    int copied = content.read(at, into, offset, Math.min(count, to - at));
    at += copied;
    return copied;
  }
}

package io.github.saascore.script;

import java.util.Optional;

/** Finds lines and columns in a text; what it needs for that is counted when first asked. */
final class Lines {
  private static final int STRIDE = 4096;

  private final Content text;
  private Optional<int[]> counted = Optional.empty();

  Lines(Content text) {
    this.text = text;
  }

  /** Returns the place of a byte. */
  Position position(int offset) {
    int stride = offset / STRIDE;
    int line = counts()[stride] + breaks(stride * STRIDE, offset);
    int begin = text.findBefore((byte) '\n', offset) + 1;
    return new Position(line + 1, text.codePoints(begin, offset) + 1);
  }

  /** Returns the number of line breaks before every so many bytes. */
  private int[] counts() {
    if (counted.isEmpty()) {
      int[] counts = new int[text.length() / STRIDE + 1];
      for (int i = 1; i < counts.length; i++) {
        counts[i] = counts[i - 1] + breaks((i - 1) * STRIDE, i * STRIDE);
      }
      counted = Optional.of(counts);
    }
    return counted.get();
  }

  private int breaks(int from, int to) {
    int count = 0;
    for (int at = text.find((byte) '\n', from, to);
        at < to;
        at = text.find((byte) '\n', at + 1, to)) {
      count++;
    }
    return count;
  }
}

package io.github.saascore.script;

/**
 * A place in a file as editors count it.
 *
 * @param line 1 for the first line; lines end at a line feed
 * @param column 1 for the first character; counted in Unicode code points
 */
public record Position(int line, int column) {

  /** Returns the form {@code line:column}. */
  @Override
  public String toString() {
    return line + ":" + column;
  }
}

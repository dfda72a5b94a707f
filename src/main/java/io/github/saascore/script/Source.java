package io.github.saascore.script;

import java.util.Arrays;
import java.util.List;

/**
 * Text to read, which knows for each of its characters where in the file that came from.
 *
 * <p>The text is the file itself, or a section of it in which placeholders are replaced, or a
 * statement put together from parts of another. Positions always speak of the file.
 */
public final class Source {
  private final String name;
  private final String file;
  private final int[] lineStarts;
  private final String text;
  private final List<Piece> pieces;

  /**
   * A run of the text and its origin.
   *
   * @param at where it begins in the text
   * @param origin where it begins in the file
   * @param copied whether it was copied character by character; otherwise all of it stems from the
   *     one place
   */
  record Piece(int at, int origin, boolean copied) {}

  private Source(String name, String file, int[] lineStarts, String text, List<Piece> pieces) {
    this.name = name;
    this.file = file;
    this.lineStarts = lineStarts;
    this.text = text;
    this.pieces = pieces;
  }

  /**
   * Returns a file's text as a source; a byte order mark at its begin is left out.
   *
   * @param name what errors call it, normally the path
   */
  public static Source of(String name, String text) {
    String content = text.startsWith("\uFEFF") ? text.substring(1) : text;
    return new Source(name, content, lineStarts(content), content, List.of(new Piece(0, 0, true)));
  }

  /** Returns what errors call this source. */
  public String name() {
    return name;
  }

  /** Returns the text to read. */
  public String text() {
    return text;
  }

  /** Returns the place in the file of an offset in the text; offsets past the end mean the end. */
  public Position position(int offset) {
    int origin = origin(Math.min(Math.max(offset, 0), text.length()));
    int found = Arrays.binarySearch(lineStarts, origin);
    int line = found >= 0 ? found : -found - 2;
    return new Position(line + 1, file.codePointCount(lineStarts[line], origin) + 1);
  }

  /** Returns {@code name:line:column} for an offset in the text. */
  public String place(int offset) {
    return name + ":" + position(offset);
  }

  /** Returns a source with another text made of pieces of this one. */
  Source derived(String newText, List<Piece> newPieces) {
    return new Source(name, file, lineStarts, newText, List.copyOf(newPieces));
  }

  /** Returns where in the file the character at an offset of the text comes from. */
  int origin(int offset) {
    int low = 0;
    int high = pieces.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (pieces.get(middle).at() <= offset) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    Piece piece = pieces.get(low);
    int origin = piece.copied() ? piece.origin() + offset - piece.at() : piece.origin();
    return Math.min(origin, file.length());
  }

  private static int[] lineStarts(String text) {
    int[] starts = new int[64];
    int count = 1;
    for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
      if (count == starts.length) {
        starts = Arrays.copyOf(starts, count * 2);
      }
      starts[count++] = at + 1;
    }
    return Arrays.copyOf(starts, count);
  }

  @Override
  public String toString() {
    return name;
  }
}

package io.github.saascore.script;

import java.util.List;

/**
 * Text to read, which knows for each of its bytes where in the file that came from.
 *
 * <p>The text is the file itself, or a section of it in which placeholders are replaced, or a
 * statement put together from parts of another. Positions always speak of the file.
 */
public final class Source {
  private final String name;
  private final Content file;
  private final Lines lines;
  private final Content content;
  private final List<Piece> pieces;

  /**
   * A run of the text and its origin.
   *
   * @param at where it begins in the text
   * @param origin where it begins in the file
   * @param copied whether it was copied byte by byte; otherwise all of it stems from the one place
   */
  record Piece(int at, int origin, boolean copied) {}

  private Source(String name, Content file, Lines lines, Content content, List<Piece> pieces) {
    this.name = name;
    this.file = file;
    this.lines = lines;
    this.content = content;
    this.pieces = pieces;
  }

  /**
   * Returns a file's text as a source; a byte order mark at its begin is left out.
   *
   * @param name what errors call it, normally the path
   */
  public static Source of(String name, String text) {
    return of(name, Content.of(text.startsWith("\uFEFF") ? text.substring(1) : text));
  }

  /** Returns the content of a file, which has no byte order mark, as a source. */
  static Source of(String name, Content content) {
    return new Source(name, content, new Lines(content), content, List.of(new Piece(0, 0, true)));
  }

  /** Returns what errors call this source. */
  public String name() {
    return name;
  }

  /** Tells whether one of some ASCII letters in lower case stands at a byte, in any case. */
  boolean isAnyAt(int offset, String letters) {
    return letters.indexOf(content.at(offset) | 0x20) >= 0;
  }

  /** Returns all of the text to read; it is made anew at every call. */
  String text() {
    return text(0, content.length());
  }

  /** Returns the text from one byte to another. */
  String text(int from, int to) {
    return content.text(from, to);
  }

  /** Returns the bytes to read. */
  Content content() {
    return content;
  }

  /** Returns the place in the file of a byte of the text; what lies past the end means the end. */
  public Position position(int offset) {
    return lines.position(origin(Math.min(Math.max(offset, 0), content.length())));
  }

  /** Returns {@code name:line:column} for a byte of the text. */
  public String place(int offset) {
    return name + ":" + position(offset);
  }

  /** Returns a source with another text made of pieces of this one. */
  Source derived(Content text, List<Piece> newPieces) {
    return new Source(name, file, lines, text, List.copyOf(newPieces));
  }

  /** Returns where in the file the byte at an offset of the text comes from. */
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

  @Override
  public String toString() {
    return name;
  }
}

package io.github.saascore.script;

import java.util.List;
import java.util.Optional;

/**
 * One SQL statement of a script.
 *
 * @param sql the text as it is sent: from the first to the last token, without the semicolon
 * @param offset where it begins in the text of its source
 * @param copyData the lines below a {@code COPY ... FROM stdin}, each with its line end, without
 *     the closing {@code \.}
 * @param shape what its leading key words tell
 * @param source where it comes from
 */
public record Statement(
    String sql, int offset, Optional<String> copyData, StatementShape shape, Source source) {

  /**
   * Returns a statement that was kept as text.
   *
   * @param name where it was kept, for messages
   */
  public static Statement stored(String name, String sql) {
    return new Statement(sql, 0, Optional.empty(), StatementShape.of(sql), Source.of(name, sql));
  }

  /** Returns where the statement begins in its file. */
  public Position position() {
    return source.position(offset);
  }

  /** Returns the line of the file on which the statement begins. */
  public int line() {
    return position().line();
  }

  /** Returns the column in which the statement begins. */
  public int column() {
    return position().column();
  }

  /** Returns {@code file:line:column} of the statement's begin. */
  public String place() {
    return source.place(offset);
  }

  /**
   * Returns where in the file an error is that the server found.
   *
   * @param serverPosition the position as the server reports it: 1 for the first character of
   *     {@link #sql}, counted in Unicode code points; what lies outside of the statement means its
   *     nearer end
   */
  public Position positionOf(int serverPosition) {
    return source.position(offsetOf(serverPosition));
  }

  /** Returns {@code file:line:column} of an error that the server found. */
  public String placeOf(int serverPosition) {
    return source.place(offsetOf(serverPosition));
  }

  /**
   * Returns the statement's actions as statements of their own, which together do the same; only
   * ALTER TABLE, ALTER FOREIGN TABLE and ALTER TYPE have several. Any other statement is its own
   * only part.
   */
  public List<Statement> parts() {
    if (shape.actions().size() < 2) {
      return List.of(this);
    }
    return shape.actions().stream().map(this::part).toList();
  }

  private Statement part(StatementShape.Action action) {
    Source derived =
        source.derived(
            action.sql(),
            List.of(
                new Source.Piece(0, source.origin(offset), true),
                new Source.Piece(
                    action.headLength(), source.origin(offset + action.offset()), true)));
    return new Statement(
        action.sql(), 0, Optional.empty(), StatementShape.of(action.sql()), derived);
  }

  private int offsetOf(int serverPosition) {
    int ahead = Math.max(serverPosition - 1, 0);
    if (ahead >= sql.length()) {
      return offset + sql.length();
    }
    return ahead > sql.codePointCount(0, sql.length())
        ? offset + sql.length()
        : offset + sql.offsetByCodePoints(0, ahead);
  }
}

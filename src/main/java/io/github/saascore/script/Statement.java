package io.github.saascore.script;

import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One SQL statement of a script: a part of its source, so that a large script is kept once.
 *
 * @param source where it comes from
 * @param offset the byte of the source with which its first token begins
 * @param end the byte behind its last token; the semicolon follows
 * @param data the lines below a {@code COPY ... FROM stdin}
 * @param allowances what comments above it allow
 */
public record Statement(
    Source source, int offset, int end, Optional<Span> data, List<Allowance> allowances) {

  /**
   * A part of a source's text.
   *
   * @param from its first byte
   * @param to the byte behind its last one
   */
  public record Span(int from, int to) {}

  /**
   * Returns a statement that was kept as text.
   *
   * @param name where it was kept, for messages
   */
  public static Statement stored(String name, String sql) {
    return whole(Source.of(name, sql));
  }

  private static Statement whole(Source source) {
    return new Statement(source, 0, source.content().length(), Optional.empty(), List.of());
  }

  /** Returns the text as it is sent: from the first to the last token, without the semicolon. */
  public String sql() {
    return source.text(offset, end);
  }

  /** Returns the begin of {@link #sql()}, of which a few bytes are enough to tell what it is. */
  public String begin(int bytes) {
    return source.text(offset, Math.min(end, offset + bytes));
  }

  /** Returns the first word in lower case; empty where the statement does not begin with one. */
  public String firstWord() {
    int to = source.content().skip(offset, end, SqlCharacters.IDENTIFIER);
    return source.text(offset, to).toLowerCase(Locale.ROOT);
  }

  /** Tells whether the first token begins with this ASCII letter in lower case, in any case. */
  public boolean beginsWith(char letter) {
    return (source.content().at(offset) | 0x20) == letter;
  }

  /** Tells whether the first token begins with one of some ASCII letters in lower case. */
  boolean beginsWithAny(String letters) {
    return source.isAnyAt(offset, letters);
  }

  /** Returns what its leading key words tell; it is read anew at every call. */
  public StatementShape shape() {
    return StatementShape.of(sql());
  }

  /**
   * Returns the lines below a {@code COPY ... FROM stdin}, each with its line end, without the
   * closing {@code \.}.
   */
  public Optional<String> copyData() {
    return data.map(span -> source.text(span.from(), span.to()));
  }

  /** Returns {@link #copyData()} as a stream of bytes in UTF-8, read when they are asked for. */
  public Optional<InputStream> copyStream() {
    return data.map(span -> new ContentStream(source.content(), span.from(), span.to()));
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
   *     {@link #sql()}, counted in Unicode code points; what lies outside of the statement means
   *     its nearer end
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
    List<StatementShape.Action> actions = shape().actions();
    return actions.size() < 2 ? List.of(this) : actions.stream().map(this::part).toList();
  }

  /** Returns a statement of ours that stands at the place of this one. */
  public Statement withSql(String sql) {
    return whole(
        source.derived(
            Content.of(sql), List.of(new Source.Piece(0, source.origin(offset), false))));
  }

  private Statement part(StatementShape.Action action) {
    Source derived =
        source.derived(
            Content.of(action.sql()),
            List.of(
                new Source.Piece(0, source.origin(offset), true),
                new Source.Piece(
                    action.headLength(), source.origin(offset + action.offset()), true)));
    return whole(derived);
  }

  private int offsetOf(int serverPosition) {
    return source.content().advance(offset, Math.max(serverPosition - 1, 0), end);
  }
}

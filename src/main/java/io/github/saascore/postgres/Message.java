package io.github.saascore.postgres;

import io.github.saascore.script.Statement;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * A piece of a transaction that travels at once.
 *
 * @param sql statements, each ended by a semicolon
 * @param copyData the data of the {@code COPY ... FROM stdin} that the text then is, if it is one
 */
record Message(String sql, Optional<String> copyData) {
  /** The driver keeps a list of results it walks through again and again, so messages are cut. */
  private static final int STATEMENTS = 100;

  private static final int CHARACTERS = 256 * 1024;

  /**
   * Returns the pieces of a transaction: as few as its COPY data and its length allow, each made
   * when it is asked for, so that a large script is never held twice.
   *
   * @param before what stands before the first statement
   */
  static Iterator<Message> of(String before, List<Statement> statements) {
    return new Pieces(before, statements);
  }

  private static final class Pieces implements Iterator<Message> {
    private final List<Statement> statements;
    private String before;
    private int next;

    Pieces(String before, List<Statement> statements) {
      this.before = before;
      this.statements = statements;
    }

    @Override
    public boolean hasNext() {
      return !before.isEmpty() || next < statements.size();
    }

    @Override
    public Message next() {
      StringBuilder text = new StringBuilder(before);
      before = "";
      int first = next;
      while (next < statements.size()
          && next - first < STATEMENTS
          && text.length() <= CHARACTERS
          && statements.get(next).data().isEmpty()) {
        append(text, statements.get(next++).sql());
      }
      if (text.isEmpty()) {
        Statement copy = statements.get(next++);
        return new Message(copy.sql(), copy.copyData());
      }
      return new Message(text.toString(), Optional.empty());
    }
  }

  /** Appends a statement; the line break ends a comment that may stand behind it. */
  static void append(StringBuilder text, String sql) {
    text.append(sql).append("\n;\n");
  }
}
